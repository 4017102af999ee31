"""The reviewers' queue and desk, mounted under `/desk`.

The queue lists what waits for a person, an article's desk shows its text beside its facts, and every act is one post to
`/desk/judge`, from a form or from the scripts in `review/static/desk/`.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from review.desk.article import routes as article
from review.desk.completion import routes as completion
from review.desk.fact import routes as fact
from review.desk.judge import routes as judge
from review.desk.pairs import routes as pairs
from review.desk.queue import routes as queue

routes: list[BaseRoute] = [*queue, *article, *fact, *judge, *pairs, *completion]
