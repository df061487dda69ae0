"""The queue of suggestions: next and previous in reading order, accept, reject. Reader and inspector share it."""
from __future__ import annotations

from workbench.core.records import Claim
from workbench.ui import late
from workbench.ui.workspace import Workspace

REVIEWING = "Reviewing: J next, K previous, A accept, X reject, E edit."
NONE_LEFT = "Nothing is left to review here."


class Review:
    """Acts on the selected claim or event. A verdict goes on to the next suggestion, so that one key does for each."""
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def writable(self) -> bool:
        project = self._workspace.project
        return project is not None and not project.read_only and self._workspace.selection.kind in ("claim", "event")

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def accept(self) -> None:
        self._judge("accept")

    def reject(self) -> None:
        self._judge("reject")

    def _judge(self, verdict: str) -> None:
        selection = self._workspace.selection
        if not self.writable:
            return
        service = late.services.claims if selection.kind == "claim" else late.services.events
        following = self._neighbour(1) if selection.kind == "claim" else None
        self._workspace.do(getattr(service, verdict), selection.ids)
        if following:
            self._workspace.select("claim", following, reveal=True)
        elif verdict == "reject":
            self._workspace.select(None)

    def _step(self, way: int) -> None:
        found = self._neighbour(way)
        if found is None:
            self._workspace.report(NONE_LEFT)
        else:
            self._workspace.select("claim", found, reveal=True)

    def _neighbour(self, way: int) -> int | None:
        """The suggestion after or before the selected claim, round the end; from elsewhere the first or last one."""
        project, selection = self._workspace.project, self._workspace.selection
        here = selection.primary if selection.kind == "claim" else None
        queue: list[int] = late.queries.to_review(project, self._workspace.filter).tolist() if project else []
        if here in queue:
            at = queue.index(here) + way
            left = [number for number in queue if number != here]
            return queue[at % len(queue)] if left else None
        if project is None or not queue:
            return None
        places = {int(claim.id): _place(claim) for claim in late.queries.get_claims(project, [*queue, *([here] if here else [])])}
        after = [number for number in queue if here not in places or (way > 0) == (places[number] > places[here or 0])]
        return (after or queue)[0 if way > 0 else -1]


def _place(claim: Claim) -> tuple[str, int]:
    return claim.file, claim.start
