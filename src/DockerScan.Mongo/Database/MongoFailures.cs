using DockerScan.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace DockerScan.Mongo.Database;

/// <summary>What the driver's exceptions mean for a person. No addresses: these lines reach the chat.</summary>
/// <remarks>Codes: src/mongo/base/error_codes.yml of the server.</remarks>
internal static class MongoFailures
{
    private const int Unauthorized = 13;
    private const int AuthenticationFailed = 18;
    private const int DuplicateKeyCode = 11000;
    private const int OutOfDiskSpace = 14031;
    private const int OverQuota = 8000;

    /// <summary>True for what the server, the way to it, or a damaged document did.</summary>
    public static bool IsFailure(Exception exception)
        => exception is MongoException or MongoConnectionPoolPausedException or TimeoutException or FormatException or InvalidCastException or KeyNotFoundException;

    /// <summary>The store's own line for it.</summary>
    public static EngineException Translate(Exception exception) => exception switch
    {
        _ when Find<MongoIncompatibleDriverException>(exception) is not null || exception.Message.Contains("wire version", StringComparison.Ordinal)
            => Failure("the store's MongoDB server is too old or too new for this program; it must be 4.4 or newer", exception),
        _ when Find<MongoAuthenticationException>(exception) is not null => Refused(exception),
        MongoConnectionPoolPausedException or TimeoutException => Failure("the store's MongoDB server cannot be reached; see whether it runs, and check Storage:ConnectionStringFile", exception),
        _ when IsLostConnection(exception) => Failure("the connection to the store's MongoDB server broke off; try again", exception),
        MongoException e => Translate(Code(e), e),
        _ => Failure("a record in the store cannot be read; it is damaged or of a newer version of this program", exception),
    };

    /// <summary>Reads a document by hand.</summary>
    /// <exception cref="EngineException">It is damaged, and never read as another.</exception>
    public static T Read<T>(BsonDocument document, Func<BsonDocument, T> read)
    {
        try
        {
            return read(document);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or KeyNotFoundException)
        {
            throw Translate(e);
        }
    }

    /// <summary>True when it broke on the way, so that nobody knows whether the server did it.</summary>
    public static bool IsLostConnection(Exception exception)
        => exception is MongoConnectionException or MongoNotPrimaryException or MongoNodeIsRecoveringException
            && Find<MongoAuthenticationException>(exception) is null;

    /// <summary>A write met a document with the same key, in each of the forms in which the driver says so.</summary>
    public static bool IsDuplicateKey(Exception exception) => exception switch
    {
        MongoWriteException { WriteError.Category: ServerErrorCategory.DuplicateKey } => true,
        MongoCommandException { Code: DuplicateKeyCode } => true,
        MongoBulkWriteException bulk => bulk.WriteConcernError is null && bulk.WriteErrors.Count > 0 && bulk.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey),
        _ => false,
    };

    private static int Code(MongoException exception) => exception switch
    {
        MongoCommandException command => command.Code,
        MongoWriteException { WriteError: { } error } => error.Code,
        MongoBulkWriteException { WriteErrors: [var first, ..] } => first.Code,
        MongoBulkWriteException { WriteConcernError: { } error } => error.Code,
        _ => 0,
    };

    private static EngineException Translate(int code, MongoException exception) => code switch
    {
        Unauthorized => Failure("the store's MongoDB user may not do this; give it readWrite on the database", exception),
        AuthenticationFailed => Refused(exception),
        OutOfDiskSpace or OverQuota => new EngineException(new ScanFailure(FailureKind.DiskFull, "the store cannot be written: its disk is full; free some space and try again"), exception),
        DuplicateKeyCode => Failure("the store refused a record that contradicts what it has", exception),
        _ => Failure($"the store failed with MongoDB error {code}", exception),
    };

    private static EngineException Refused(Exception exception)
        => Failure("the store's MongoDB server refuses the user or the password; check Storage:ConnectionStringFile", exception);

    private static EngineException Failure(string message, Exception exception) => new(new ScanFailure(FailureKind.Internal, message), exception);

    private static T? Find<T>(Exception? exception)
        where T : Exception
        => exception as T ?? (exception?.InnerException is { } inner ? Find<T>(inner) : null);
}
