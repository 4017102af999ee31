"""The command `thidua`: joins the rooms (pipeline, schedule, command line)."""
