"""The sentences of the interface: which ones the code says, and whether each is translated. Needs no gettext program."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.template import base as template_language
from django.utils.translation import trim_whitespace

FOLDERS = ("site", "media", "learning", "knowledge_base")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL_WITH_CONTEXT = {"npgettext", "npgettext_lazy"}
TRANSLATE = re.compile(r"^(?:translate|trans)\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')(.*)$", re.DOTALL)
BLOCK = re.compile(r"^(?:blocktranslate|blocktrans)\b(.*)$", re.DOTALL)
CONTEXT = re.compile(r"\bcontext\s+(\"[^\"]*\"|'[^']*')")
IN_FILTER = re.compile(r"_\((\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\)")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Message:
    """One sentence as the code says it."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue finds it by."""
        return self.context, self.text


def catalogue(language: str) -> Path:
    """The file that holds the translations into the language."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def said() -> dict[Message, str]:
    """Every sentence of our code and templates, with the first file that says it."""
    found: dict[Message, str] = {}
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            reader = {".py": in_python, ".html": in_template, ".txt": in_template}.get(path.suffix)
            if reader and "migrations" not in path.parts:
                for message in reader(path.read_text(encoding="utf-8")):
                    found.setdefault(message, str(path.relative_to(settings.BASE_DIR)))
    return found


def in_python(source: str) -> Iterator[Message]:
    """The sentences of a module: literal arguments of gettext and its relatives."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = [
            word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)
        ]
        if name in SINGULAR and words:
            yield Message(words[0])
        elif name in PLURAL and len(words) >= 2:
            yield Message(words[0], plural=words[1])
        elif name in WITH_CONTEXT and len(words) >= 2:
            yield Message(words[1], context=words[0])
        elif name in PLURAL_WITH_CONTEXT and len(words) >= 3:
            yield Message(words[1], plural=words[2], context=words[0])


def in_template(source: str) -> Iterator[Message]:
    """The sentences of a template: its translate and blocktranslate tags, and `_("…")` in other tags."""
    tokens = iter(template_language.Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in {template_language.TokenType.BLOCK, template_language.TokenType.VAR}:
            continue
        content = token.contents
        if block := BLOCK.match(content):
            yield _block(block.group(1), tokens)
        elif single := TRANSLATE.match(content):
            yield Message(_literal(single.group(1)).replace("%", "%%"), context=_context(single.group(2)))
        for literal in IN_FILTER.findall(content):
            yield Message(_literal(literal))


def _block(options: str, tokens: Iterator[template_language.Token]) -> Message:
    """Read up to the end of a blocktranslate, the way Django builds its message."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token.token_type == template_language.TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        elif token.token_type == template_language.TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.contents.strip() == "plural":
            parts.append([])
        elif token.contents.startswith("endblocktrans"):
            break
    trimmed = re.search(r"\btrimmed\b", options)
    texts = ["".join(part) for part in parts]
    if trimmed:
        texts = [trim_whitespace(text) for text in texts]
    return Message(texts[0], plural=texts[1] if len(texts) > 1 else "", context=_context(options))


def _context(options: str) -> str:
    found = CONTEXT.search(options)
    return _literal(found.group(1)) if found else ""


def _literal(quoted: str) -> str:
    """The text between the quotes, as a Django template reads it."""
    return quoted[1:-1].replace(f"\\{quoted[0]}", quoted[0]).replace("\\\\", "\\")


# ---------------------------------------------------------------- what is wrong with a catalogue


def problems(language: str) -> Iterator[str]:
    """Everything that keeps the language from being complete, one sentence each."""
    path = catalogue(language)
    if not path.exists():
        yield f"{path} does not exist."
        return
    entries = {
        (entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete
    }
    messages = said()
    for message, where in messages.items():
        entry = entries.get(message.key)
        if entry is None:
            yield f"{where}: “{message.text}” is not in the catalogue."
        elif message.plural and not entry.msgid_plural:
            yield f"{where}: “{message.text}” has a plural that the catalogue lacks."
        else:
            yield from _flaws(entry)
    spoken = {message.key for message in messages}
    for key in sorted(entries.keys() - spoken):
        yield f"“{key[1]}” is in the catalogue, and nothing says it."
    yield from _compiled_differences(path, entries)


def _flaws(entry: polib.POEntry) -> Iterator[str]:
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if "fuzzy" in entry.flags:
        yield f"“{entry.msgid}” is marked as fuzzy."
    if not translations or not all(translations):
        yield f"“{entry.msgid}” is not translated."
        return
    expected = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    for translation in translations:
        if unknown := set(PLACEHOLDER.findall(translation)) - expected:
            yield f"“{entry.msgid}”: the translation names {', '.join(sorted(unknown))}, which the sentence does not have."
    if not entry.msgid_plural and expected - set(PLACEHOLDER.findall(entry.msgstr)):
        yield f"“{entry.msgid}”: the translation leaves out a placeholder."


def _compiled_differences(path: Path, entries: dict[tuple[str, str], polib.POEntry]) -> Iterator[str]:
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{compiled} does not exist."
        return
    ours = {
        key: entry.msgstr_plural or entry.msgstr
        for key, entry in entries.items()
        if "fuzzy" not in entry.flags
    }
    theirs = {
        (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in polib.mofile(str(compiled))
    }
    if {key: text for key, text in ours.items() if text} != theirs:
        yield f"{compiled.name} does not say what {path.name} says: run manage.py check_translations --write."


# ---------------------------------------------------------------- bringing it up to date


def write(language: str) -> tuple[int, int]:
    """Add what is said and missing (untranslated), take out what nothing says, compile; (added, taken out)."""
    path = catalogue(language)
    file = polib.pofile(str(path), wrapwidth=0)
    messages = {message.key: message for message in said()}
    present = {(entry.msgctxt or "", entry.msgid) for entry in file}
    unspoken = [entry for entry in file if (entry.msgctxt or "", entry.msgid) not in messages]
    for entry in unspoken:
        file.remove(entry)
    missing = [message for key, message in messages.items() if key not in present]
    for message in missing:
        plurals = {0: "", 1: ""} if message.plural else {}
        file.append(
            polib.POEntry(
                msgid=message.text,
                msgid_plural=message.plural,
                msgctxt=message.context or None,
                msgstr_plural=plurals,
            )
        )
    file.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    file.save(str(path))
    file.save_as_mofile(str(path.with_suffix(".mo")))
    return len(missing), len(unspoken)
