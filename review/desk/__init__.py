"""The reviewers' queue and desk, mounted under `/desk`.

The queue lists what waits for a person, an article's desk shows its text beside its facts, and every act is one post to
`/desk/judge`, from a form or from the scripts in `review/static/desk/`.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from review.desk.article import routes as article_routes
from review.desk.completion import routes as completion_routes
from review.desk.fact import routes as fact_routes
from review.desk.judge import routes as judge_routes
from review.desk.pairs import routes as pairs_routes
from review.desk.queue import routes as queue_routes
from review.desk.rules import routes as rules_routes

routes: list[BaseRoute] = [
    *queue_routes,
    *article_routes,
    *fact_routes,
    *judge_routes,
    *pairs_routes,
    *completion_routes,
    *rules_routes,
]
