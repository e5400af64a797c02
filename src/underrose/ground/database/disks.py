"""What kind of disk a path lies on: memory, a disk of this machine, or one across a network."""

from pathlib import Path


def kind_of_disk(path: Path) -> str:
    """The file system's name, from proc(5); nothing where the system doesn't tell."""
    try:
        lines = Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return ""
    mounts = [(Path(line.split()[1].replace("\\040", " ")), line.split()[2]) for line in lines]
    above = [(len(point.parts), kind) for point, kind in mounts if path.resolve().is_relative_to(point)]
    return max(above)[1] if above else ""
