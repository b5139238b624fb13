using System.Net.Sockets;
using DockerScan.MongoLoopback.Wire;
using MongoDB.Bson;

namespace DockerScan.MongoLoopback;

/// <summary>One connection: the handshake, who it is, and its commands one after another.</summary>
internal sealed class Connection(LoopbackMongo server, TcpClient client)
{
    public const string SetName = "rs0";
    private static int _last;
    private readonly int _number = Interlocked.Increment(ref _last);
    private Scram? _scram;
    private bool _isKnown = server.Options.User is null;

    public void End() => client.Dispose();

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        client.NoDelay = true;
        var stream = client.GetStream();
        while (await WireMessage.ReadAsync(stream, cancellationToken) is { } message)
        {
            var answer = Answer(message.Command);
            await server.GatheredAsync(message.Command.GetElement(0).Name).WaitAsync(cancellationToken);
            if (server.Frozen is { } frozen)
            {
                await frozen.WaitAsync(cancellationToken);
            }

            if (server.TakesDropOf(message.Command.GetElement(0).Name))
            {
                return;
            }

            if (message.WantsAnswer)
            {
                await stream.WriteAsync(message.Answer(answer), cancellationToken);
            }
        }
    }

    private BsonDocument Answer(BsonDocument command)
    {
        try
        {
            var answer = Run(command);
            return new BsonDocument(answer.Elements).Add("ok", 1.0);
        }
        catch (CommandException e)
        {
            return new BsonDocument { { "ok", 0.0 }, { "errmsg", e.Message }, { "code", e.Code }, { "codeName", e.Name } }.AddRange(e.Details);
        }
        catch (Exception e) when (e is InvalidCastException or KeyNotFoundException or FormatException)
        {
            return new BsonDocument { { "ok", 0.0 }, { "errmsg", e.Message }, { "code", 9 }, { "codeName", "FailedToParse" } };
        }
    }

    private BsonDocument Run(BsonDocument command)
    {
        switch (command.GetElement(0).Name)
        {
            case "hello" or "isMaster" or "ismaster":
                return Hello(command);
            case "ping" or "endSessions":
                return [];
            case "buildInfo" or "buildinfo":
                return new BsonDocument { { "version", server.Options.Version }, { "versionArray", new BsonArray(server.Options.Version.Split('.').Select(int.Parse).Append(0)) }, { "maxBsonObjectSize", 16 << 20 } };
            case "saslStart":
                _scram = new Scram(server.Options.User ?? string.Empty, server.Options.Password);
                return _scram.Start(command);
            case "saslContinue" when _scram is not null:
                var step = _scram.Continue(command);
                _isKnown |= step["done"].AsBoolean;
                return step;
            case var name when !_isKnown:
                throw new CommandException(13, "Unauthorized", $"command {name} requires authentication");
            default:
                return server.Run(command);
        }
    }

    private BsonDocument Hello(BsonDocument command)
    {
        var me = $"127.0.0.1:{server.Port}";
        var hello = new BsonDocument
        {
            { "helloOk", true }, { command.GetElement(0).Name == "hello" ? "isWritablePrimary" : "ismaster", true }, { "maxBsonObjectSize", 16 << 20 },
            { "maxMessageSizeBytes", 48_000_000 }, { "maxWriteBatchSize", 100_000 }, { "localTime", server.Now }, { "logicalSessionTimeoutMinutes", 30 },
            { "connectionId", _number }, { "minWireVersion", 0 }, { "maxWireVersion", server.Options.WireVersion }, { "readOnly", false },
        };
        if (server.Options.IsReplicaSet)
        {
            hello.AddRange(new BsonDocument
            {
                { "setName", SetName }, { "setVersion", 1 }, { "secondary", false }, { "hosts", new BsonArray { me } }, { "primary", me }, { "me", me },
                { "electionId", ObjectId.Parse("7fffffff0000000000000001") },
            });
        }

        return command.Contains("saslSupportedMechs") && server.Options.User is not null ? hello.Add("saslSupportedMechs", new BsonArray { "SCRAM-SHA-256" }) : hello;
    }
}
