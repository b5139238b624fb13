using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>The commands on documents: those that the store sends, in the forms in which it does. Others are refused by name.</summary>
internal sealed class DataCommands(Databases databases, Func<BsonDateTime> clock)
{
    // What every command may carry and this server need not look at.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "$db", "lsid", "txnNumber", "$clusterTime", "$readPreference", "readConcern", "writeConcern", "maxTimeMS", "comment",
    };

    public BsonDocument Run(BsonDocument command)
    {
        var name = command.GetElement(0).Name;
        if (command.Contains("startTransaction") || command.Contains("autocommit"))
        {
            throw CommandException.NotDone("transactions");
        }

        return name switch
        {
            "insert" => Only(command, "insert", "documents", "ordered", "bypassDocumentValidation") ?? Insert(command),
            "update" => Only(command, "update", "updates", "ordered", "bypassDocumentValidation") ?? UpdateMany(command),
            "delete" => Only(command, "delete", "deletes", "ordered") ?? Delete(command),
            "find" => Only(command, "find", "filter", "sort", "projection", "limit", "skip", "batchSize", "singleBatch") ?? Find(command),
            "getMore" => Only(command, "getMore", "collection", "batchSize") ?? databases.More(command["getMore"].ToInt64(), Number(command, "batchSize")),
            "killCursors" => KillCursors(command),
            "findAndModify" or "findandmodify" => Only(command, name, "query", "sort", "update", "remove", "fields", "new", "upsert", "bypassDocumentValidation") ?? FindAndModify(command),
            "distinct" => Only(command, "distinct", "key", "query") ?? Distinct(command),
            "aggregate" => Only(command, "aggregate", "pipeline", "cursor") ?? Aggregate(command),
            "createIndexes" => Only(command, "createIndexes", "indexes") ?? CreateIndexes(command),
            "listIndexes" => databases.Open(Namespace(command), databases.Get(Namespace(command)).Indexes, null, isSingle: false),
            "dropDatabase" => DropDatabase(command),
            _ => throw new CommandException(59, "CommandNotFound", $"no such command: '{name}'"),
        };
    }

    private static BsonDocument? Only(BsonDocument command, params ReadOnlySpan<string> known)
    {
        foreach (var member in command.Names)
        {
            if (!known.Contains(member) && !Common.Contains(member))
            {
                throw CommandException.NotDone($"{command.GetElement(0).Name} with {member}");
            }
        }

        return null;
    }

    private static string Namespace(BsonDocument command) => $"{command["$db"].AsString}.{command.GetElement(0).Value.AsString}";

    private static int? Number(BsonDocument command, string name) => command.TryGetValue(name, out var value) ? value.ToInt32() : null;

    private static BsonDocument Document(BsonDocument command, string name) => command.GetValue(name, new BsonDocument()) as BsonDocument ?? [];

    // Each statement by itself; an ordered command ends at the first that fails.
    private static BsonDocument ForEach(BsonDocument command, string list, Action<int, BsonDocument> run)
    {
        var errors = new BsonArray();
        var statements = command[list].AsBsonArray;
        for (var index = 0; index < statements.Count; index++)
        {
            try
            {
                run(index, statements[index].AsBsonDocument);
            }
            catch (CommandException e) when (e.Code != 238)
            {
                errors.Add(new BsonDocument { { "index", index }, { "code", e.Code }, { "errmsg", e.Message } }.AddRange(e.Details));
                if (command.GetValue("ordered", true).ToBoolean())
                {
                    break;
                }
            }
        }

        return errors.Count == 0 ? [] : new BsonDocument("writeErrors", errors);
    }

    private BsonDocument Insert(BsonDocument command)
    {
        var (collection, count) = (databases.Get(Namespace(command)), 0);
        var errors = ForEach(command, "documents", (_, document) =>
        {
            collection.Insert(document);
            count++;
        });
        return new BsonDocument("n", count).AddRange(errors);
    }

    private BsonDocument UpdateMany(BsonDocument command)
    {
        var (collection, matched, modified, made) = (databases.Get(Namespace(command)), 0, 0, new BsonArray());
        var errors = ForEach(command, "updates", (index, statement) =>
        {
            Only(statement, "q", "u", "multi", "upsert");
            var (query, now) = (statement["q"].AsBsonDocument, clock());
            var update = new Update(statement["u"], now);
            var found = collection.Find(new Filter(query, now));
            var targets = (statement.GetValue("multi", false).ToBoolean() ? found : found.Take(1)).ToList();
            foreach (var target in targets)
            {
                modified += collection.Replace(update.Apply(target, isInsert: false)) ? 1 : 0;
            }

            matched += targets.Count;
            if (targets.Count == 0 && statement.GetValue("upsert", false).ToBoolean())
            {
                var document = update.Make(query);
                collection.Insert(document);
                matched++;
                made.Add(new BsonDocument { { "index", index }, { "_id", document["_id"] } });
            }
        });
        var answer = new BsonDocument { { "n", matched }, { "nModified", modified } };
        return (made.Count == 0 ? answer : answer.Add("upserted", made)).AddRange(errors);
    }

    private BsonDocument Delete(BsonDocument command)
    {
        var (collection, count) = (databases.Get(Namespace(command)), 0);
        var errors = ForEach(command, "deletes", (_, statement) =>
        {
            Only(statement, "q", "limit");
            var found = collection.Find(new Filter(statement["q"].AsBsonDocument, clock()));
            foreach (var document in (statement["limit"].ToInt32() == 1 ? found.Take(1) : found).ToList())
            {
                collection.Delete(document);
                count++;
            }
        });
        return new BsonDocument("n", count).AddRange(errors);
    }

    private BsonDocument Find(BsonDocument command)
    {
        var found = Sorted(databases.Get(Namespace(command)).Find(new Filter(Document(command, "filter"), clock())), Document(command, "sort")).Skip(Number(command, "skip") ?? 0);
        var limit = Number(command, "limit") ?? 0;
        var projected = (limit == 0 ? found : found.Take(Math.Abs(limit))).Select(document => Values.Project(document, Document(command, "projection")));
        return databases.Open(Namespace(command), projected, Number(command, "batchSize"), command.GetValue("singleBatch", false).ToBoolean());
    }

    private BsonDocument FindAndModify(BsonDocument command)
    {
        var (collection, now) = (databases.Get(Namespace(command)), clock());
        if (command.GetValue("remove", false).ToBoolean())
        {
            throw CommandException.NotDone("findAndModify that removes");
        }

        var (query, fields) = (Document(command, "query"), Document(command, "fields"));
        var update = new Update(command["update"], now);
        var isNew = command.GetValue("new", false).ToBoolean();
        if (Sorted(collection.Find(new Filter(query, now)), Document(command, "sort")).FirstOrDefault() is { } before)
        {
            var after = update.Apply(before, isInsert: false);
            collection.Replace(after);
            return new BsonDocument
            {
                { "lastErrorObject", new BsonDocument { { "n", 1 }, { "updatedExisting", true } } }, { "value", Values.Project(isNew ? after : before, fields) },
            };
        }

        if (!command.GetValue("upsert", false).ToBoolean())
        {
            return new BsonDocument { { "lastErrorObject", new BsonDocument { { "n", 0 }, { "updatedExisting", false } } }, { "value", BsonNull.Value } };
        }

        var made = update.Make(query);
        collection.Insert(made);
        return new BsonDocument
        {
            { "lastErrorObject", new BsonDocument { { "n", 1 }, { "updatedExisting", false }, { "upserted", made["_id"] } } },
            { "value", isNew ? Values.Project(made, fields) : BsonNull.Value },
        };
    }

    // Each value once, whatever its type; a document without the field has none. Numbers that are equal are one.
    private BsonDocument Distinct(BsonDocument command)
    {
        var found = databases.Get(Namespace(command)).Find(new Filter(Document(command, "query"), clock()));
        var values = found.Select(document => Values.Find(document, command["key"].AsString)).OfType<BsonValue>().ToList();
        return values.Exists(value => value is BsonArray)
            ? throw CommandException.NotDone("distinct over an array")
            : new BsonDocument("values", new BsonArray(values.DistinctBy(Values.ToKey)));
    }

    // What the drivers make of "count the documents", and the most of each group.
    private BsonDocument Aggregate(BsonDocument command)
    {
        IEnumerable<BsonDocument> documents = databases.Get(Namespace(command)).Find(new Filter([], clock()));
        foreach (var stage in command["pipeline"].AsBsonArray.Select(stage => stage.AsBsonDocument.GetElement(0)))
        {
            documents = stage.Name switch
            {
                "$match" => documents.Where(new Filter(stage.Value.AsBsonDocument, clock()).Matches),
                "$limit" => documents.Take(stage.Value.ToInt32()),
                "$sort" => Sorted(documents, stage.Value.AsBsonDocument),
                "$group" => Grouping.Run(stage.Value.AsBsonDocument, documents),
                _ => throw CommandException.NotDone($"the stage {stage}"),
            };
        }

        return databases.Open(Namespace(command), documents, Number(Document(command, "cursor"), "batchSize"), isSingle: false);
    }

    private static IEnumerable<BsonDocument> Sorted(IEnumerable<BsonDocument> documents, BsonDocument sort)
        => sort.ElementCount == 0 ? documents : documents.Order(Comparer<BsonDocument>.Create((one, other) => Values.Compare(one, other, sort)));

    private BsonDocument CreateIndexes(BsonDocument command)
    {
        var isNew = !databases.Has(Namespace(command));
        var collection = databases.Get(Namespace(command));
        var before = collection.Indexes.Count;
        foreach (var index in command["indexes"].AsBsonArray)
        {
            collection.AddIndex(index.AsBsonDocument);
        }

        return new BsonDocument { { "numIndexesBefore", before }, { "numIndexesAfter", collection.Indexes.Count }, { "createdCollectionAutomatically", isNew } };
    }

    private BsonDocument KillCursors(BsonDocument command)
    {
        var killed = new BsonArray(command["cursors"].AsBsonArray.Where(cursor => databases.Close(cursor.ToInt64())));
        return new BsonDocument
        {
            { "cursorsKilled", killed }, { "cursorsNotFound", new BsonArray() }, { "cursorsAlive", new BsonArray() }, { "cursorsUnknown", new BsonArray() },
        };
    }

    private BsonDocument DropDatabase(BsonDocument command)
    {
        databases.Drop(command["$db"].AsString);
        return new BsonDocument("dropped", command["$db"]);
    }
}
