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
    """From tag 1, makes TAG: CHANGE is Python that may change `manifest` and `config`, or set `index`."""
    repository = Repository(host, name)
    raw = repository.get("manifests/1", DOCKER)
    manifest = json.loads(raw)
    config = json.loads(repository.get("blobs/" + manifest["config"]["digest"]))
    before = json.dumps(config)
    entry = {"mediaType": DOCKER, "digest": "sha256:" + hashlib.sha256(raw).hexdigest(), "size": len(raw)}
    names = {"manifest": manifest, "config": config, "entry": entry, "index": None}
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
    """Passes all on to a registry, but for HEAD of a manifest (a status), or behind a token server (its answer)."""
    registry = head = token = None

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **head):
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        if self.path.startswith("/token"):
            return self.answer(200, self.token.encode(), Content_Type="application/json")
        if self.token and "Authorization" not in self.headers:
            realm = f'Bearer realm="http://{self.headers["Host"]}/token",service="cases"'
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
        self.answer(answer.status, answer.read(), **kept)

    do_GET = do_HEAD = handle_any


if __name__ == "__main__":
    if sys.argv[1] == "put":
        put(*sys.argv[2:6])
    else:
        Odd.registry, port, Odd.head, Odd.token = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5] if len(sys.argv) > 5 else None
        http.server.ThreadingHTTPServer(("127.0.0.1", port), Odd).serve_forever()
