"""The thidua room."""
