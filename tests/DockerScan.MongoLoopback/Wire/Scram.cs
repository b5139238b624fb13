using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;

namespace DockerScan.MongoLoopback.Wire;

/// <summary>The server's side of SCRAM-SHA-256, for one user.</summary>
/// <remarks>RFC 5802 and RFC 7677.</remarks>
internal sealed class Scram(string user, string password)
{
    private const int Iterations = 4096;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(28);
    private string _said = string.Empty;
    private string _nonce = string.Empty;
    private bool _isProved;

    public BsonDocument Start(BsonDocument command)
    {
        if (command["mechanism"] != "SCRAM-SHA-256")
        {
            throw CommandException.NotDone($"the mechanism {command["mechanism"]}");
        }

        var first = Text(command["payload"])[3..];
        var members = Members(first);
        _nonce = members["r"] + Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var challenge = $"r={_nonce},s={Convert.ToBase64String(_salt)},i={Iterations}";
        _said = $"{first},{challenge}";
        // A wrong name fails with the proof, as a wrong password does.
        SkipsEmpty = members["n"] == user ? command.GetValue("options", new BsonDocument()).AsBsonDocument.GetValue("skipEmptyExchange", false).ToBoolean() : throw Refused();
        return Step(challenge, isDone: false);
    }

    public BsonDocument Continue(BsonDocument command)
    {
        if (_isProved)
        {
            return Step(string.Empty, isDone: true);
        }

        var last = Text(command["payload"]);
        var members = Members(last);
        var all = Encoding.UTF8.GetBytes($"{_said},{last[..last.LastIndexOf(",p=", StringComparison.Ordinal)]}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), _salt, Iterations, HashAlgorithmName.SHA256, 32);
        var key = HMACSHA256.HashData(salted, "Client Key"u8);
        var signature = HMACSHA256.HashData(SHA256.HashData(key), all);
        var proof = Convert.FromBase64String(members["p"]);
        if (members["r"] != _nonce || !CryptographicOperations.FixedTimeEquals(proof, [.. key.Zip(signature, (a, b) => (byte)(a ^ b))]))
        {
            throw Refused();
        }

        _isProved = true;
        return Step("v=" + Convert.ToBase64String(HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), all)), SkipsEmpty);
    }

    public bool SkipsEmpty { get; private set; }

    private static CommandException Refused() => new(18, "AuthenticationFailed", "Authentication failed.");

    private static BsonDocument Step(string payload, bool isDone)
        => new() { { "conversationId", 1 }, { "done", isDone }, { "payload", new BsonBinaryData(Encoding.UTF8.GetBytes(payload)) } };

    private static string Text(BsonValue payload) => Encoding.UTF8.GetString(payload.AsBsonBinaryData.Bytes);

    private static Dictionary<string, string> Members(string text) => text.Split(',').ToDictionary(member => member[..1], member => member[2..], StringComparer.Ordinal);
}
