"""What a question can be asked with: the kinds of parameters, how each is read, and how JSON Schema says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

ParameterKind = Literal["text", "date", "day", "whole", "truth", "choice"]
Value = str | int | bool | tuple[str, ...] | None

LONGEST: Final = 300  # characters; no name is longer
# A date that there is, as exact as one cares to be. JSON Schema can only say it so, and what the schema allows must do.
DAY: Final = (
    r"(?:19|20|21)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)"
    r"|(?:0[13578]|1[02])-31)|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
DATE: Final = rf"(?:19|20|21)[0-9]{{2}}(?:-(?:0[1-9]|1[0-2]))?|{DAY}"
WHOLE: Final = re.compile(r"-?[0-9]{1,9}")
TRUTHS: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question.

    name      as it stands in the address
    argument  as the function of queries/ calls it, where that is another name
    choices   the values of a `choice`
    many      may be given more than once
    example   a value that always does; or `named`, a kind of thing whose first name in the base is one
    """

    name: str
    about: str
    kind: ParameterKind = "text"
    argument: str = ""
    required: bool = False
    default: Value = None
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    many: bool = False
    example: str = ""
    named: str = ""
    longest: int = LONGEST

    def schema(self) -> dict[str, object]:
        """What JSON Schema says of its values."""
        one = self._schema_of_one()
        if self.default is not None and not self.many:
            one["default"] = self.default
        return {"type": "array", "items": one, "uniqueItems": True, "minItems": 1} if self.many else one

    def _schema_of_one(self) -> dict[str, object]:
        match self.kind:
            case "text":
                return {"type": "string", "minLength": 1, "maxLength": self.longest, "pattern": r"[^\s]"}
            case "date" | "day":
                return {"type": "string", "pattern": f"^(?:{DATE if self.kind == 'date' else DAY})$"}
            case "whole":
                return {"type": "integer", "minimum": self.least, "maximum": self.most}
            case "truth":
                return {"type": "boolean"}
            case "choice":
                return {"type": "string", "enum": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Wrong(Exception):
    """A parameter that cannot be read: which, what is wrong and what to do, and what it could be."""

    parameter: str
    message: str
    choices: tuple[str, ...] = ()


def read(parameters: Sequence[Parameter], given: Sequence[tuple[str, str]]) -> dict[str, Value]:
    """The values of all parameters by name; Wrong for the first that will not do."""
    known = {each.name: each for each in parameters}
    values: dict[str, list[str]] = {}
    for name, text in given:
        if name not in known:
            raise Wrong(name, f"There is no parameter “{name}” here.", tuple(known))
        values.setdefault(name, []).append(text)
    return {each.name: _value(each, values.get(each.name)) for each in parameters}


def _value(parameter: Parameter, texts: list[str] | None) -> Value:
    if texts is None:
        if parameter.required:
            raise Wrong(parameter.name, f"“{parameter.name}” is missing: {parameter.about}")
        return parameter.default
    if parameter.many:
        return tuple(dict.fromkeys(str(_one(parameter, text)) for text in texts))
    if len(texts) > 1:
        raise Wrong(parameter.name, f"“{parameter.name}” is given {len(texts)} times; give it once.")
    return _one(parameter, texts[0])


def _one(parameter: Parameter, text: str) -> str | int | bool:
    match parameter.kind:
        case "text":
            return _text(parameter, text)
        case "date":
            return _shaped(parameter, text, DATE, "a date such as 2018, 2018-03 or 2018-03-08, from 1900 to 2199")
        case "day":
            return _shaped(parameter, text, DAY, "a day such as 2018-03-08, from 1900 to 2199")
        case "whole":
            return _whole(parameter, text)
        case "truth":
            return bool(_chosen(parameter, text, TRUTHS))
        case "choice":
            return str(_chosen(parameter, text, dict.fromkeys(parameter.choices)) or text)


def _text(parameter: Parameter, text: str) -> str:
    if not text.strip():
        raise Wrong(parameter.name, f"“{parameter.name}” is empty; give it a value or leave it out.")
    if len(text) > parameter.longest:
        raise Wrong(parameter.name, f"“{parameter.name}” has more than {parameter.longest} characters.")
    return text


def _shaped(parameter: Parameter, text: str, pattern: str, wanted: str) -> str:
    if not re.fullmatch(pattern, text):
        raise Wrong(parameter.name, f"“{parameter.name}” should be {wanted}.")
    return text


def _whole(parameter: Parameter, text: str) -> int:
    if not WHOLE.fullmatch(text) or not parameter.least <= int(text) <= parameter.most:
        wanted = f"a whole number from {parameter.least} to {parameter.most}"
        raise Wrong(parameter.name, f"“{parameter.name}” should be {wanted}.")
    return int(text)


def _chosen(parameter: Parameter, text: str, choices: Mapping[str, object]) -> object:
    if text not in choices:
        raise Wrong(parameter.name, f"“{parameter.name}” should be one of these.", tuple(choices))
    return choices[text]
