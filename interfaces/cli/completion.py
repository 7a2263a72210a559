"""`kg completion`."""

from __future__ import annotations

from typing import Final

import click

SHELLS: Final = ("bash", "zsh", "fish")


@click.command("completion", epilog="Example: kg completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes kg's words in a shell.

    \b
    bash  kg completion bash >> ~/.bashrc
    zsh   kg completion zsh >> ~/.zshrc
    fish  kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click completes nothing in {shell}.")
    click.echo(found(ctx.find_root().command, {}, "kg", "_KG_COMPLETE").source())
