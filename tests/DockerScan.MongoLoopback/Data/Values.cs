using System.Text;
using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>Values as the server compares them, and paths into documents.</summary>
internal static class Values
{
    /// <summary>What a dotted path leads to; null when there is nothing.</summary>
    public static BsonValue? Find(BsonDocument document, string path)
    {
        BsonValue value = document;
        foreach (var step in path.Split('.'))
        {
            if (value is BsonArray)
            {
                throw CommandException.NotDone($"a path into an array ({path})");
            }

            if (value is not BsonDocument members || !members.TryGetValue(step, out value!))
            {
                return null;
            }
        }

        return value;
    }

    public static void Set(BsonDocument document, string path, BsonValue value)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            if (!document.TryGetValue(step, out var inner))
            {
                document.Add(step, inner = new BsonDocument());
            }

            document = inner as BsonDocument ?? throw new CommandException(28, "PathNotViable", $"Cannot create field in element {step}");
        }

        document[steps[^1]] = value;
    }

    public static void Remove(BsonDocument document, string path)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            if (!document.TryGetValue(step, out var inner) || inner is not BsonDocument next)
            {
                return;
            }

            document = next;
        }

        document.Remove(steps[^1]);
    }

    /// <summary>The order of all values, whatever their types; nothing comes with null.</summary>
    public static int Compare(BsonValue? one, BsonValue? other) => (one, other) switch
    {
        // By their bytes: the driver's own comparison goes by the culture.
        (BsonString a, BsonString b) => Encoding.UTF8.GetBytes(a.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Value)),
        _ => (one ?? BsonNull.Value).CompareTo(other ?? BsonNull.Value),
    };

    public static bool AreEqual(BsonValue one, BsonValue other) => IsSameKind(one, other) && Compare(one, other) == 0;

    /// <summary>True for values that a query compares: numbers with numbers, dates with dates.</summary>
    public static bool IsSameKind(BsonValue one, BsonValue other) => one.BsonType == other.BsonType || (one.IsNumeric && other.IsNumeric);

    /// <summary>A value as the key of a table: numbers of all types are one.</summary>
    public static BsonValue ToKey(BsonValue value) => value.IsNumeric ? new BsonDouble(value.ToDouble()) : value;

    public static int Compare(BsonDocument one, BsonDocument other, BsonDocument sort)
    {
        foreach (var field in sort)
        {
            var order = Compare(Find(one, field.Name), Find(other, field.Name)) * Math.Sign(field.Value.ToDouble());
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>The named fields alone.</summary>
    public static BsonDocument Project(BsonDocument document, BsonDocument fields)
    {
        if (fields.ElementCount == 0)
        {
            return document;
        }

        var projected = new BsonDocument();
        if (fields.GetValue("_id", 1).ToBoolean() && document.TryGetValue("_id", out var id))
        {
            projected.Add("_id", id);
        }

        foreach (var field in fields.Where(field => field.Name != "_id"))
        {
            if (!field.Value.IsNumeric && !field.Value.IsBoolean || !field.Value.ToBoolean())
            {
                throw CommandException.NotDone($"the projection {field}");
            }

            if (Find(document, field.Name) is { } value)
            {
                Set(projected, field.Name, value);
            }
        }

        return projected;
    }
}
