"""Debian's pymongo against the loopback server: the same operations as drive.mjs, by an older driver that nobody here wrote.
usage: drive.py SERVER (the built DockerScan.MongoLoopback)"""
import datetime
import json
import os
import signal
import subprocess
import sys

import gridfs
import pymongo
from pymongo import errors

OVER = {"$expr": {"$lte": [{"$add": ["$leasedAt", "$leaseMs"]}, "$$NOW"]}}


class Server:
    def __init__(self, *args):
        self.process = subprocess.Popen([sys.argv[1], *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = json.loads(self.process.stdout.readline())["address"]

    def say(self, text):
        print(text, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline().strip() == text

    def stop(self):
        self.process.stdin.close()
        assert self.process.wait(10) == 0


def refused(code, work):
    try:
        work()
    except errors.OperationFailure as error:
        assert error.code == code, error
        return error
    raise AssertionError(f"error {code} was expected")


def documents(db):
    items = db.items
    items.create_indexes([pymongo.IndexModel([("inFlight", 1)], unique=True, sparse=True), pymongo.IndexModel([("place", 1), ("order", 1)])])
    items.insert_many([{"_id": f"i{n}", "place": 4 - n, "order": n, "inFlight": f"k{n}"} for n in (1, 2, 3)])
    refused(11000, lambda: items.insert_one({"_id": "i1"}))
    refused(11000, lambda: items.insert_one({"_id": "other", "inFlight": "k1"}))
    items.update_one({"_id": "i1"}, {"$unset": {"inFlight": 1}})
    items.insert_many([{"_id": "other", "inFlight": "k1"}, {"_id": "plain"}])
    try:
        items.insert_many([{"_id": "i2"}, {"_id": "new"}], ordered=False)
        raise AssertionError("a duplicate was expected")
    except errors.BulkWriteError as error:
        assert error.details["nInserted"] == 1 and [each["code"] for each in error.details["writeErrors"]] == [11000]

    taken = items.find_one_and_update(
        {"place": {"$exists": True}, "$or": [{"owner": None}, OVER]},
        {"$set": {"owner": "w1", "leaseMs": 60000}, "$currentDate": {"leasedAt": True}, "$inc": {"fence": 1}},
        sort=[("place", 1)], return_document=pymongo.ReturnDocument.AFTER)
    assert (taken["_id"], taken["owner"], taken["fence"]) == ("i3", "w1", 1)
    assert abs(taken["leasedAt"] - datetime.datetime.utcnow()) < datetime.timedelta(minutes=1)
    assert items.count_documents({"$and": [{"owner": "w1"}, OVER]}) == 0
    items.update_many({"owner": "w1"}, {"$set": {"leaseMs": 0}})
    assert items.count_documents({"$and": [{"owner": "w1"}, OVER]}) == 1
    assert items.find_one_and_update({"_id": "none"}, {"$set": {"a": 1}}) is None

    made = items.update_one(
        {"_id": "u", "open": None}, {"$setOnInsert": {"first": True}, "$max": {"rank": 5}, "$min": {"least": 5}, "$set": {"result.key": "k"}}, upsert=True)
    assert made.upserted_id == "u"
    bulk = items.bulk_write([
        pymongo.UpdateOne({"_id": "u"}, {"$max": {"rank": 3}, "$min": {"least": 3}}),
        pymongo.UpdateOne({"_id": "v"}, {"$set": {"rank": 1}}, upsert=True)], ordered=False)
    assert (bulk.matched_count, bulk.upserted_count) == (1, 1)
    assert items.find_one({"result.key": "k"}, {"_id": 0, "rank": 1, "least": 1}) == {"rank": 5, "least": 3}

    db.many.insert_many([{"_id": n, "half": n % 2} for n in range(250)])
    assert [each["_id"] for each in db.many.find({}, batch_size=20).sort("_id", -1)] == list(range(249, -1, -1))
    assert len(list(db.many.find({"half": 1}).skip(10).limit(5))) == 5
    assert db.many.delete_many({"_id": {"$gte": 100, "$lt": 200}}).deleted_count == 100
    assert db.many.count_documents({"_id": {"$in": [1, 150, 201]}}) == 2

    db.named.insert_many([{"by": "b"}, {"by": "a"}, {"by": "b"}, {"by": None}, {"by": 5}, {"other": 1}])
    assert sorted(map(str, db.named.distinct("by"))) == ["5", "None", "a", "b"]
    assert sorted(db.named.distinct("by", {"by": {"$gte": ""}})) == ["a", "b"]
    assert db.nowhere.distinct("by") == []

    groups = db.many.aggregate([
        {"$match": {"half": {"$in": [0, 1]}}}, {"$group": {"_id": {"half": "$half"}, "most": {"$max": {"at": "$half", "n": "$_id"}}, "count": {"$sum": 1}}}])
    assert sorted(groups, key=lambda each: each["_id"]["half"]) == [
        {"_id": {"half": half}, "most": {"at": half, "n": 248 + half}, "count": 75} for half in (0, 1)]


def files(db):
    content = os.urandom(700_000)
    bucket = gridfs.GridFSBucket(db, bucket_name="bodies")
    assert bucket.open_download_stream(bucket.upload_from_stream("a", content)).read() == content


def refusals(db):
    for work in (
            lambda: db.items.find_one({"$where": "true"}),
            lambda: db.items.replace_one({"_id": "i1"}, {"a": 1}),
            lambda: db.items.update_one({"_id": "i1"}, [{"$set": {"a": 1}}]),
            lambda: list(db.items.aggregate([{"$unwind": "$a"}])),
            lambda: db.items.create_index("a", expireAfterSeconds=1)):
        assert "the loopback does not do" in str(refused(238, work))


def bad_days(client, server):
    items = client.drive.days
    server.say("drop insert")
    items.insert_one({"_id": "once"})
    server.say("drop findAndModify")
    items.find_one_and_update({"_id": "once"}, {"$inc": {"n": 1}})
    assert list(items.find()) == [{"_id": "once", "n": 1}]
    server.say("restart")
    assert items.count_documents({}) == 1


def main():
    signal.alarm(60)
    guarded = Server("user=scanner", "password=s3cret")
    with pymongo.MongoClient(guarded.address.replace("s3cret", "wrong"), authMechanism="SCRAM-SHA-256") as wrong:
        refused(18, lambda: wrong.drive.items.find_one())
    one = Server("set")
    for server, mechanism in ((guarded, {"authMechanism": "SCRAM-SHA-256"}), (one, {})):
        with pymongo.MongoClient(server.address, **mechanism) as client:
            documents(client.drive)
            files(client.drive)
            refusals(client.drive)
            if server is one:
                bad_days(client, server)
            client.drop_database("drive")
        server.stop()
    print(f"pymongo {pymongo.version}: one server with a user, a set of one; documents, leases, files, refusals, lost answers: accepted")


main()
