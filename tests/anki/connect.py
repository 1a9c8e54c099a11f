"""A small AnkiConnect in front of a real collection: the actions that we use, answered as its documentation says."""

import base64
import fnmatch
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.models import NotetypeDict
from anki.notes import NoteId


class Refused(Exception):
    """What AnkiConnect says against a wish."""


@dataclass
class Desk:
    """An open Anki: its collection and how its owner answers. `refuses` are words that it does not take."""

    collection: Collection
    permission: str = "granted"
    api_key: str = ""
    refuses: set[str] = field(default_factory=set)
    allowed: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    slow: float = 0.0
    imports: bool = True  # an older add-on may know no importPackage

    def answer(self, wish: dict[str, Any], origin: str) -> Any:
        """The result of one wish; raises Refused."""
        action, params = wish["action"], wish.get("params", {})
        self.asked.append(action)
        if action == "requestPermission":
            if self.permission == "granted":
                self.allowed.add(origin)
                return {"permission": "granted", "requireApiKey": bool(self.api_key), "version": 6}
            return {"permission": "denied"}
        if self.api_key and wish.get("key") != self.api_key:
            raise Refused("valid api key must be provided")
        if action == "multi":
            return [self.whole(one, origin) for one in params["actions"]]
        handler = getattr(self, f"_{action}", None)
        if handler is None:
            raise Refused("unsupported action")
        if self.slow and action in {"addNote", "importPackage"}:
            threading.Event().wait(self.slow)
        return handler(**params)

    def whole(self, wish: dict[str, Any], origin: str) -> dict[str, Any]:
        """Result and error, as version 6 wraps them."""
        try:
            return {"result": self.answer(wish, origin), "error": None}
        except Refused as error:
            return {"result": None, "error": str(error)}

    def _modelNames(self) -> list[str]:
        return [model.name for model in self.collection.models.all_names_and_ids()]

    def _modelNamesAndIds(self) -> dict[str, int]:
        return {model.name: model.id for model in self.collection.models.all_names_and_ids()}

    def _getMediaDirPath(self) -> str:
        return str(Path(self.collection.media.dir()).absolute())

    def _deleteMediaFile(self, filename: str) -> None:
        self.collection.media.trash_files([filename])

    def _importPackage(self, path: str) -> bool:
        """As the add-on has it: by the importer's old name, which stands for these options."""
        if not self.imports:
            raise Refused("unsupported action")
        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        self.collection.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True

    def _createModel(self, modelName: str, inOrderFields: list[str], css: str, cardTemplates: list[Any]) -> Any:
        models = self.collection.models
        made = models.new(modelName)
        for name in inOrderFields:
            models.add_field(made, models.new_field(name))
        for card in cardTemplates:
            template = models.new_template(card["Name"])
            template["qfmt"], template["afmt"] = card["Front"], card["Back"]
            models.add_template(made, template)
        made["css"] = css
        models.add(made)
        return {"name": modelName}

    def _model(self, name: str) -> NotetypeDict:
        found = self.collection.models.by_name(name)
        assert found, name
        return found

    def _modelFieldNames(self, modelName: str) -> list[str]:
        return list(self.collection.models.field_names(self._model(modelName)))

    def _modelFieldAdd(self, modelName: str, fieldName: str, index: int) -> None:
        models = self.collection.models
        model = self._model(modelName)
        models.add_field(model, models.new_field(fieldName))
        models.reposition_field(model, model["flds"][-1], min(index, len(model["flds"]) - 1))
        models.update_dict(model)

    def _createDeck(self, deck: str) -> int:
        return int(self.collection.decks.id(deck) or 0)

    def _findNotes(self, query: str) -> list[int]:
        return [int(n) for n in self.collection.find_notes(query)]

    def _notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:
        found = []
        for note_id in notes:
            note = self.collection.get_note(NoteId(note_id))
            fields = {name: {"value": value, "order": n} for n, (name, value) in enumerate(note.items())}
            found.append(
                {"noteId": note_id, "modelName": (note.note_type() or {})["name"], "tags": note.tags, "fields": fields}
            )
        return found

    def _addNote(self, note: dict[str, Any]) -> int:
        model = self.collection.models.by_name(note["modelName"])
        deck = self.collection.decks.by_name(note["deckName"])
        if model is None or deck is None:
            raise Refused(f"{'model' if model is None else 'deck'} was not found")
        self._check(note["fields"])
        made = self.collection.new_note(model)
        for name, value in note["fields"].items():
            made[name] = value
        made.tags = note["tags"]
        state = int(made.fields_check())
        if state == 1:
            raise Refused("cannot create note because it is empty")
        if state == 2 and not note["options"].get("allowDuplicate"):
            raise Refused("cannot create note because it is a duplicate")
        self.collection.add_note(made, deck["id"])
        return int(made.id)

    def _updateNoteFields(self, note: dict[str, Any]) -> None:
        found = self.collection.get_note(note["id"])
        self._check(note["fields"])
        for name, value in note["fields"].items():
            found[name] = value
        self.collection.update_note(found)

    def _getMediaFilesNames(self, pattern: str) -> list[str]:
        names = [path.name for path in Path(self.collection.media.dir()).iterdir()]
        return [name for name in names if fnmatch.fnmatch(name, pattern)]

    def _storeMediaFile(self, filename: str, data: str) -> str:
        return str(self.collection.media.write_data(filename, base64.b64decode(data, validate=True)))

    def _check(self, fields: dict[str, str]) -> None:
        if fields.get("Word") in self.refuses or fields.get("Meaning") in self.refuses:
            raise Refused("this note cannot be taken today")


class _Handler(BaseHTTPRequestHandler):
    desk: Desk
    lock = threading.Lock()

    def do_OPTIONS(self) -> None:
        self._send(200, b"")

    def do_POST(self) -> None:
        wish = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        origin = self.headers.get("Origin", "")
        if wish["action"] != "requestPermission" and origin not in self.desk.allowed:
            return self._send(403, b"", cors=False)
        with self.lock:
            answer = self.desk.whole(wish, origin)
        return self._send(200, json.dumps(answer).encode())

    def _send(self, status: int, body: bytes, *, cors: bool = True) -> None:
        self.send_response(status)
        if cors:
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
            self.send_header("Access-Control-Allow-Headers", "*")
            self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Content-Type", "text/json")
        self.send_header("Content-Length", str(len(body)))
        with suppress(ConnectionError):  # who asked may have stopped listening
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running(folder: Path, port: int) -> Iterator[Desk]:
    """An Anki with this folder's collection that answers at a port of this machine."""
    collection = Collection(str(folder / "collection.anki2"))
    desk = Desk(collection, port=port)
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"desk": desk}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
        collection.close()
