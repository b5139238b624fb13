"""A registry's oddities, for eng/cases: puts odd manifests into a registry, and stands before one with odd answers."""
import hashlib
import http.server
import json
import sys
import urllib.error
import urllib.request

DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
INDEX = "application/vnd.oci.image.index.v1+json"


def call(method, url, body=None, **head):
    request = urllib.request.Request(url, body, {k.replace("_", "-"): v for k, v in head.items()}, method=method)
    with urllib.request.urlopen(request) as answer:
        return answer.headers, answer.read()


class Repository:
    def __init__(self, host, name):
        self.root = f"http://{host}/v2/{name}/"

    def get(self, path, kind="*/*"):
        return call("GET", self.root + path, Accept=kind)[1]

    def blob(self, data):
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        place = call("POST", self.root + "blobs/uploads/", b"")[0]["Location"]
        call("PUT", place + ("&" if "?" in place else "?") + "digest=" + digest, data, Content_Type="application/octet-stream")
        return digest

    def manifest(self, tag, document, kind=DOCKER):
        call("PUT", self.root + "manifests/" + tag, json.dumps(document).encode(), Content_Type=kind)


def put(host, name, tag, change):
    """From tag 1, makes TAG: CHANGE is Python that may change `manifest` and `config`, or set `index` (of `entry`, the manifest of tag 1, and `of(TAG)`)."""
    repository = Repository(host, name)
    raw = repository.get("manifests/1", DOCKER)
    manifest = json.loads(raw)
    config = json.loads(repository.get("blobs/" + manifest["config"]["digest"]))
    before = json.dumps(config)
    entry = {"mediaType": DOCKER, "digest": "sha256:" + hashlib.sha256(raw).hexdigest(), "size": len(raw)}

    def of(other):
        there = repository.get("manifests/" + other, DOCKER)
        return {"digest": "sha256:" + hashlib.sha256(there).hexdigest(), "size": len(there)}

    names = {"manifest": manifest, "config": config, "entry": entry, "of": of, "index": None}
    exec(change, names)
    if names["index"] is not None:
        document = {"schemaVersion": 2, "mediaType": INDEX, "manifests": names["index"]}
        repository.manifest(tag, document, INDEX)
        return
    if json.dumps(config) != before:
        data = json.dumps(config).encode()
        manifest["config"].update(digest=repository.blob(data), size=len(data))
    repository.manifest(tag, manifest)


class Odd(http.server.BaseHTTPRequestHandler):
    """Passes all on to a registry, but for HEAD of a manifest (a status), or behind a token server (its answer), which may be elsewhere.

    STYLE: `capitals` writes the challenge in odd case, `negotiate` asks for Basic in the second of two challenges, and
    `as=TYPE` gives manifests as a server of files does: with that media type and without a digest."""
    registry = head = token = realm = style = None

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **head):
        self.send_response(status)
        for name, value in head.items():
            for each in [value] if isinstance(value, str) else value:
                self.send_header(name.replace("_", "-"), each)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        if self.path.startswith("/token"):
            return self.answer(200, self.token.encode(), Content_Type="application/json")
        if self.style == "negotiate" and self.headers.get("Authorization") != "Basic bWU6cHc=":
            return self.answer(401, WWW_Authenticate=["Negotiate", 'Basic realm="cases"'])
        if self.token and "Authorization" not in self.headers:
            place = self.realm or f'http://{self.headers["Host"]}/token'
            realm = f'bEARER  Realm="{place}" , SERVICE="cases"' if self.style == "capitals" else f'Bearer realm="{place}",service="cases"'
            return self.answer(401, WWW_Authenticate=realm)
        if self.head and self.command == "HEAD" and "/manifests/" in self.path:
            return self.answer(self.head)
        accept = ", ".join(self.headers.get_all("Accept") or ["*/*"])
        request = urllib.request.Request(f"http://{self.registry}{self.path}", method=self.command, headers={"Accept": accept})
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        kept = {n.replace("-", "_"): answer.headers[n] for n in ("Content-Type", "Docker-Content-Digest") if answer.headers.get(n)}
        if (self.style or "").startswith("as=") and "/manifests/" in self.path:
            kept = {"Content_Type": self.style[3:]}
        self.answer(answer.status, answer.read(), **kept)

    do_GET = do_HEAD = handle_any


class Service(http.server.BaseHTTPRequestHandler):
    """Another service of the machine: writes down what it is asked, and with what."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        with open(sys.argv[3], "a", encoding="utf-8") as log:
            log.write(f'{self.command} {self.path} {self.headers.get("Authorization", "")}\n')
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"token":"abc"}')

    do_POST = do_GET


if __name__ == "__main__":
    if sys.argv[1] == "put":
        put(*sys.argv[2:6])
    elif sys.argv[1] == "service":
        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Service).serve_forever()
    else:
        more = sys.argv[5:] + [None, None, None]
        Odd.registry, port, Odd.head, Odd.token, Odd.realm, Odd.style = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), more[0], more[1], more[2]
        http.server.ThreadingHTTPServer(("127.0.0.1", port), Odd).serve_forever()
