"""Other repositories that a job clones: what runs in them is no run of this one."""

from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command


def runs_in_clone(command: "Command", scope: "Scope") -> bool:
    """Say whether a command runs in a folder that its job has cloned, and that this repository has not."""
    top = (command.folder or command.beyond).partition("/")[0]
    return top != "" and not scope.repository.exists(top) and (command.where.group, top) in scope.root.once(_clones)


def _clones(root: "Scope") -> frozenset[tuple[str, str]]:
    """Return each job, target or script that clones something or checks it out, with the folder."""
    from repoaudit.subjects.files.workflows import Workflow
    from repoaudit.subjects.files.workflows.scripts import other_checkouts

    clones = (each for each in all_commands(root) if each.tool == "git" and each.subcommand == "clone")
    found = [(each.where.group, _folder(each)) for each in clones if not each.folder and not each.beyond]
    jobs = (job for workflow in root.all(Workflow) for job in workflow.jobs)
    return frozenset((*found, *((job.group, folder) for job in jobs for folder in other_checkouts(job))))


def _folder(command: "Command") -> str:
    """Return the folder that is named behind the address, else the last part of the address."""
    words = [word.text for word in command.arguments]
    index = next((index for index, word in enumerate(words) if "/" in word and not word.startswith("-")), len(words))
    address, *rest = words[index:] or [""]
    if rest and not rest[0].startswith("-"):
        return rest[0].removeprefix("./").partition("/")[0]
    return address.rstrip("/").rpartition("/")[2].removesuffix(".git")
