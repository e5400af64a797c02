"""`underrose doctor`: what is well, what is not, why, and how to mend it."""

import json
import sys

import click

from underrose.doors.cli.opening import json_option, opens

_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command()
@opens
@json_option
def doctor(as_json: bool) -> None:
    """Look the house over. Ends with 1 where something fails."""
    from underrose.doors.cli.health.examination import examine

    findings = examine()
    is_well = not any(finding.level == "fail" for finding in findings)
    if as_json:
        click.echo(json.dumps({"ok": is_well, "checks": [finding.as_json() for finding in findings]}))
    else:
        for finding in findings:
            click.echo(
                f"{click.style(f'{finding.level:4}', fg=_COLOURS[finding.level])}  {finding.name}: {finding.why}"
            )
            if finding.mend:
                click.echo(f"      → {finding.mend}")
    sys.exit(0 if is_well else 1)
