"""The web application: researchers read, reviewers correct, operators look after sources.

Doors: `review.app.create(home)`, `review.app.serve(home, host, port)`, `review.accounts` for `thidua users`.
"""
