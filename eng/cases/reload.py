"""Gives a saved image another configuration, for eng/cases: reload.py FOLDER TAG CHANGE reads FOLDER/image.tar and writes FOLDER/made.tar."""
import hashlib
import io
import json
import sys
import tarfile

folder, tag, change = sys.argv[1:4]
source = tarfile.open(folder + "/image.tar")
manifest = json.load(source.extractfile("manifest.json"))[0]
config = json.load(source.extractfile(manifest["Config"]))
exec(change, {"config": config})
raw = json.dumps(config).encode()
name = hashlib.sha256(raw).hexdigest() + ".json"
with tarfile.open(folder + "/made.tar", "w") as made:
    def add(path, data):
        entry = tarfile.TarInfo(path)
        entry.size = len(data)
        made.addfile(entry, io.BytesIO(data))

    add(name, raw)
    for layer in manifest["Layers"]:
        add(layer, source.extractfile(layer).read())
    add("manifest.json", json.dumps([{"Config": name, "RepoTags": [tag], "Layers": manifest["Layers"]}]).encode())
