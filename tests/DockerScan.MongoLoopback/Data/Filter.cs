using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Data;

/// <summary>Whether a document is found by a query.</summary>
internal sealed class Filter
{
    private static readonly string[] Operators = ["$eq", "$ne", "$in", "$exists", "$gt", "$gte", "$lt", "$lte"];
    private readonly BsonDocument _query;
    private readonly BsonDateTime _now;

    public Filter(BsonDocument query, BsonDateTime now)
    {
        (_query, _now) = (query, now);
        // Before anything is looked at: what is not done is refused also where nothing would be found.
        Check(query);
    }

    public bool Matches(BsonDocument document) => _query.All(each => Matches(document, each.Name, each.Value));

    /// <summary>The id that is asked for; null when it is none alone.</summary>
    public BsonValue? FindId() => Equalities(_query).FirstOrDefault(each => each.Name == "_id").Value;

    /// <summary>What an upsert begins with.</summary>
    public static IEnumerable<BsonElement> Equalities(BsonDocument query)
        => query.SelectMany(each => each switch
        {
            { Name: "$and" } => each.Value.AsBsonArray.SelectMany(inner => Equalities(inner.AsBsonDocument)),
            { Name: ['$', ..] } or { Value: BsonRegularExpression } => [],
            { Value: BsonDocument operators } when IsOperators(operators) => operators.Where(one => one.Name == "$eq").Select(one => new BsonElement(each.Name, one.Value)),
            _ => [each],
        });

    private static void Check(BsonDocument query)
    {
        foreach (var each in query)
        {
            switch (each)
            {
                case { Name: "$and" or "$or" }:
                    each.Value.AsBsonArray.ToList().ForEach(inner => Check(inner.AsBsonDocument));
                    break;
                case { Name: "$expr" }:
                    Expression.Check(each.Value);
                    break;
                case { Name: ['$', ..] }:
                    throw CommandException.NotDone($"the query operator {each.Name}");
                case { Value: BsonRegularExpression { Options: not ("" or "i") } }:
                    throw CommandException.NotDone("these options of a regular expression");
                case { Value: BsonDocument operators } when IsOperators(operators) && operators.Names.FirstOrDefault(name => !Operators.Contains(name)) is { } unknown:
                    throw CommandException.NotDone($"the query operator {unknown}");
            }
        }
    }

    private static bool IsOperators(BsonDocument value) => value.ElementCount > 0 && value.GetElement(0).Name.StartsWith('$');

    private static bool IsEqual(BsonValue? value, BsonValue wanted) => (value, wanted) switch
    {
        (null or BsonNull, BsonNull) => true,
        (null, _) => false,
        (BsonArray items, not BsonArray) => items.Any(item => Values.AreEqual(item, wanted)),
        _ => Values.AreEqual(value, wanted),
    };

    private static bool Matches(BsonValue? value, BsonElement condition) => condition.Name switch
    {
        "$eq" => IsEqual(value, condition.Value),
        "$ne" => !IsEqual(value, condition.Value),
        "$in" => condition.Value.AsBsonArray.Any(wanted => IsEqual(value, wanted)),
        "$exists" => value is not null == condition.Value.ToBoolean(),
        "$gt" => Compares(value, condition.Value, order => order > 0),
        "$gte" => Compares(value, condition.Value, order => order >= 0),
        "$lt" => Compares(value, condition.Value, order => order < 0),
        "$lte" => Compares(value, condition.Value, order => order <= 0),
        var other => throw CommandException.NotDone($"the query operator {other}"),
    };

    private static bool Compares(BsonValue? value, BsonValue with, Func<int, bool> says)
        => value is not null && Values.IsSameKind(value, with) && says(Values.Compare(value, with));

    private bool Matches(BsonDocument document, string name, BsonValue condition) => name switch
    {
        "$and" => condition.AsBsonArray.All(each => new Filter(each.AsBsonDocument, _now).Matches(document)),
        "$or" => condition.AsBsonArray.Any(each => new Filter(each.AsBsonDocument, _now).Matches(document)),
        "$expr" => new Expression(document, _now).Evaluate(condition).ToBoolean(),
        ['$', ..] => throw CommandException.NotDone($"the query operator {name}"),
        _ when condition is BsonDocument operators && IsOperators(operators) => operators.All(each => Matches(Values.Find(document, name), each)),
        _ when condition is BsonRegularExpression pattern => Values.Find(document, name) is BsonString text && pattern.ToRegex().IsMatch(text.Value),
        _ => IsEqual(Values.Find(document, name), condition),
    };
}

/// <summary>What an expression of <c>$expr</c> is for a document. Nothing compares as less than anything.</summary>
internal sealed class Expression(BsonDocument document, BsonDateTime now)
{
    private static readonly string[] Operators = ["$gt", "$gte", "$lt", "$lte", "$or", "$and", "$add"];

    public static void Check(BsonValue expression)
    {
        if (expression is BsonArray operands)
        {
            operands.ToList().ForEach(Check);
        }
        else if (expression is BsonDocument operations)
        {
            foreach (var operation in operations)
            {
                Check(Operators.Contains(operation.Name) ? operation.Value : throw CommandException.NotDone($"the expression operator {operation.Name}"));
            }
        }
    }

    public BsonValue Evaluate(BsonValue expression) => expression switch
    {
        BsonString { Value: "$$NOW" } => now,
        BsonString { Value: ['$', '$', ..] } variable => throw CommandException.NotDone($"the variable {variable}"),
        BsonString { Value: ['$', .. var path] } => Values.Find(document, path) ?? BsonNull.Value,
        BsonDocument { ElementCount: 1 } operation => Evaluate(operation.GetElement(0)),
        BsonDocument or BsonArray => throw CommandException.NotDone($"the expression {expression}"),
        _ => expression,
    };

    private BsonValue Evaluate(BsonElement operation) => operation.Name switch
    {
        "$gt" => Compare(operation.Value) > 0,
        "$gte" => Compare(operation.Value) >= 0,
        "$lt" => Compare(operation.Value) < 0,
        "$lte" => Compare(operation.Value) <= 0,
        "$or" => operation.Value.AsBsonArray.Any(each => Evaluate(each).ToBoolean()),
        "$and" => operation.Value.AsBsonArray.All(each => Evaluate(each).ToBoolean()),
        "$add" => operation.Value.AsBsonArray.Select(Evaluate).Aggregate(Add),
        var name => throw CommandException.NotDone($"the expression operator {name}"),
    };

    private static BsonValue Add(BsonValue one, BsonValue other) => (one, other) switch
    {
        (BsonNull, _) or (_, BsonNull) => BsonNull.Value,
        (BsonDateTime date, { IsNumeric: true }) => new BsonDateTime(date.MillisecondsSinceEpoch + other.ToInt64()),
        ({ IsNumeric: true }, BsonDateTime date) => new BsonDateTime(date.MillisecondsSinceEpoch + one.ToInt64()),
        ({ IsNumeric: true }, { IsNumeric: true }) => new BsonInt64(one.ToInt64() + other.ToInt64()),
        _ => throw new CommandException(14, "TypeMismatch", "$add only supports numeric or date types"),
    };

    private int Compare(BsonValue operands) => Values.Compare(Evaluate(operands[0]), Evaluate(operands[1]));
}
