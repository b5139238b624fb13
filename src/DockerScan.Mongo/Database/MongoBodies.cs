using System.Security.Cryptography;
using System.Text;
using DockerScan.Core;
using MongoDB.Bson;
using MongoDB.Driver.GridFS;

namespace DockerScan.Mongo.Database;

/// <summary>
/// The JSON of a record: in its document, or, above a size, in a file of GridFS with its hash. A document ends at 16 MiB, and the driver finds
/// that out when everything else is written.
/// </summary>
internal sealed class MongoBodies(MongoStoreDatabase database)
{
    /// <summary>The longest text that stands in its document, in bytes of UTF-8.</summary>
    public const int LargestInline = 1 << 20;

    /// <summary>The longest text that is kept at all, in bytes of UTF-8.</summary>
    public const int Largest = 256 << 20;

    private const string Body = "body";
    private const string File = "file";
    private const string Hash = "sha256";

    /// <summary>Keeps a text, and returns the members that its document has of it.</summary>
    /// <param name="id">The document's own id.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <param name="group">With what it is deleted; the id begins with it. Null for the id itself.</param>
    public async Task<BsonDocument> WriteAsync(string id, string text, CancellationToken cancellationToken, string? group = null)
    {
        // Three bytes a character at most: what is short need not be counted.
        if (text.Length <= LargestInline / 3 || Encoding.UTF8.GetByteCount(text) <= LargestInline)
        {
            return new BsonDocument(Body, Bson.Text(text));
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > Largest)
        {
            throw new EngineException(new ScanFailure(FailureKind.Internal, $"the result is too large for the store: {bytes.Length >> 20} MiB, {Largest >> 20} MiB at most"));
        }

        // An id of its own for each try: half a file of the one before goes with its group.
        var file = $"{id}.{ObjectId.GenerateNewId()}";
        await database.RunAsync(
            async isAgain =>
            {
                if (isAgain)
                {
                    file = $"{id}.{ObjectId.GenerateNewId()}";
                }

                await database.Files.UploadFromBytesAsync(file, group ?? id, bytes, cancellationToken: cancellationToken);
                return true;
            },
            cancellationToken);
        return new BsonDocument { { File, file }, { Hash, Convert.ToHexStringLower(SHA256.HashData(bytes)) } };
    }

    /// <exception cref="EngineException">It is not there, or is not what was written.</exception>
    public async Task<string> ReadAsync(BsonDocument document, string what, CancellationToken cancellationToken)
    {
        if (document.TextOrNull(Body) is { } body)
        {
            return body;
        }

        if (document.TextOrNull(File) is not { } file)
        {
            throw Damaged(what);
        }

        try
        {
            var bytes = await database.RunAsync(() => database.Files.DownloadAsBytesAsync(file, cancellationToken: cancellationToken), cancellationToken);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == document.TextOrNull(Hash) ? Encoding.UTF8.GetString(bytes) : throw Damaged(what);
        }
        catch (EngineException e) when (e.InnerException is GridFSException)
        {
            throw Damaged(what);
        }
    }

    /// <summary>Deletes what was written for a group: also chunks whose file was never finished.</summary>
    public async Task DeleteAsync(string group, CancellationToken cancellationToken)
    {
        // Every file's id is its document's and a token behind a dot, and "/" is the character behind it.
        var ids = new BsonDocument { { "$gte", group + "." }, { "$lt", group + "/" } };
        await database.RunAsync(() => database.Collection("bodies.chunks").DeleteManyAsync(new BsonDocument("files_id", ids), cancellationToken), cancellationToken);
        await database.RunAsync(() => database.Collection("bodies.files").DeleteManyAsync(new BsonDocument("_id", ids), cancellationToken), cancellationToken);
    }

    private static EngineException Damaged(string what) => new(new ScanFailure(FailureKind.Internal, $"the store's record of {what} cannot be read; scan again"));
}
