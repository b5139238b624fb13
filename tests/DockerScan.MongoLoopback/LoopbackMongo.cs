using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DockerScan.MongoLoopback.Data;
using MongoDB.Bson;

namespace DockerScan.MongoLoopback;

/// <summary>
/// A server of MongoDB's wire protocol for the operations that the store uses; it refuses all others by name. Two drivers that nobody here wrote
/// hold it to what it says (tests/clients/mongodb). Its bad days are asked for: frozen, an answer that is lost, cut, restarted, a wrong clock.
/// </summary>
public sealed class LoopbackMongo : IAsyncDisposable
{
    private readonly LoopbackOptions _options;
    private readonly Databases _databases = new();
    private readonly DataCommands _commands;
    private readonly Lock _data = new();
    private readonly ConcurrentDictionary<Connection, Task> _connections = [];
    private readonly ConcurrentDictionary<string, (long Number, BsonDocument Answer)> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _dropped = [];
    private readonly ConcurrentQueue<(string Command, int Code)> _failing = [];
    private readonly Queue<int> _gatherings = [];
    private (int Missing, TaskCompletionSource Whole)? _gathering;
    private int _dropIn;
    private TcpListener? _listener;
    private CancellationTokenSource _stop = new();
    private TaskCompletionSource? _frozen;

    private LoopbackMongo(LoopbackOptions options)
    {
        _options = options;
        _commands = new DataCommands(_databases, () => new BsonDateTime(TimeProvider.System.GetUtcNow().Add(ClockOffset).ToUnixTimeMilliseconds()));
        Port = options.Port;
    }

    public int Port { get; private set; }

    /// <summary>By how much its clock is wrong.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The commands on documents that it was sent.</summary>
    public ConcurrentQueue<BsonDocument> Asked { get; } = [];

    /// <summary>True to keep what is asked in <see cref="Asked"/>.</summary>
    public bool IsRecording { get; set; }

    /// <summary>Where it is, with the user in it.</summary>
    public string Address => AddressOf(_options.Password);

    public static LoopbackMongo Start(LoopbackOptions? options = null)
    {
        var server = new LoopbackMongo(options ?? new LoopbackOptions());
        server.Listen();
        return server;
    }

    /// <summary>The same with another password.</summary>
    public string AddressOf(string password)
        => $"mongodb://{(_options.User is { } user ? $"{user}:{password}@" : string.Empty)}127.0.0.1:{Port}/?{(_options.IsReplicaSet ? $"replicaSet={Connection.SetName}&" : string.Empty)}{(_options.User is null ? string.Empty : "authSource=admin&")}retryWrites=true";

    /// <summary>From now on it does what it is asked and answers nothing, until <see cref="Thaw"/>.</summary>
    public void Freeze() => Interlocked.CompareExchange(ref _frozen, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void Thaw() => Interlocked.Exchange(ref _frozen, null)?.TrySetResult();

    /// <summary>The next command of this name is done, and its connection ends before the answer.</summary>
    public void DropAnswerOf(string command) => _dropped.Enqueue(command);

    /// <summary>The same for the command that comes as this one from now on, 1 for the next, handshakes not counted.</summary>
    public void DropAnswerIn(int commands) => Volatile.Write(ref _dropIn, commands);

    /// <summary>The next command of this name is not done and answered with an error.</summary>
    public void Fail(string command, int code) => _failing.Enqueue((command, code));

    /// <summary>
    /// From now on the first commands are answered together when there are as many of them as is said, then the next ones, and so on: whoever asks
    /// one after another where several were said waits for ever. Handshakes are not counted.
    /// </summary>
    public void Gather(params ReadOnlySpan<int> commands)
    {
        lock (_gatherings)
        {
            _gathering = null;
            _gatherings.Clear();
            foreach (var count in commands)
            {
                _gatherings.Enqueue(count);
            }
        }
    }

    /// <summary>Every document of every collection, in the bytes that a dump has of it.</summary>
    public IReadOnlyList<byte[]> Dump()
    {
        lock (_data)
        {
            return [.. _databases.All.Select(document => document.ToBson())];
        }
    }

    /// <summary>Ends every connection.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.End();
        }
    }

    /// <summary>It is away: nothing listens, and every connection ends. What is stored stays.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _listener?.Stop();
        Cut();
        Thaw();
        await Task.WhenAll(_connections.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>It is there again, on the same port.</summary>
    public void StartAgain() => Listen();

    public async Task RestartAsync()
    {
        await StopAsync();
        StartAgain();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _listener?.Dispose();
    }

    internal LoopbackOptions Options => _options;

    internal Task? Frozen => Volatile.Read(ref _frozen)?.Task;

    internal BsonDateTime Now => new(TimeProvider.System.GetUtcNow().Add(ClockOffset).ToUnixTimeMilliseconds());

    /// <summary>When a command that came may be answered.</summary>
    internal Task GatheredAsync(string command)
    {
        lock (_gatherings)
        {
            if (IsHandshake(command) || (_gathering is null && _gatherings.Count == 0))
            {
                return Task.CompletedTask;
            }

            var (missing, whole) = _gathering ?? (_gatherings.Dequeue(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _gathering = missing > 1 ? (missing - 1, whole) : null;
            if (missing <= 1)
            {
                whole.SetResult();
            }

            return whole.Task;
        }
    }

    internal bool TakesDropOf(string command)
        => (!IsHandshake(command) && Volatile.Read(ref _dropIn) > 0 && Interlocked.Decrement(ref _dropIn) == 0) || TakesNamedDropOf(command);

    private static bool IsHandshake(string command) => command is "hello" or "isMaster" or "ismaster" or "saslStart" or "saslContinue" or "endSessions" or "ping";

    private bool TakesNamedDropOf(string command) => _dropped.TryPeek(out var next) && next == command && _dropped.TryDequeue(out _);

    /// <summary>Does a command on documents. One that is repeated within its session is answered as it was the first time.</summary>
    internal BsonDocument Run(BsonDocument command)
    {
        var name = command.GetElement(0).Name;
        if (IsRecording)
        {
            Asked.Enqueue(command);
        }

        if (_failing.TryPeek(out var failing) && failing.Command == name && _failing.TryDequeue(out _))
        {
            throw new CommandException(failing.Code, "Asked", "a failure that was asked for");
        }

        lock (_data)
        {
            if (!command.TryGetValue("txnNumber", out var number))
            {
                return _commands.Run(command);
            }

            if (!_options.IsReplicaSet)
            {
                throw new CommandException(20, "IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
            }

            var session = command["lsid"]["id"].ToString()!;
            if (_sessions.TryGetValue(session, out var last) && last.Number == number.ToInt64())
            {
                return last.Answer;
            }

            var answer = _commands.Run(command);
            _sessions[session] = (number.ToInt64(), answer);
            return answer;
        }
    }

    private void Listen()
    {
        _stop = new CancellationTokenSource();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener, _stop.Token);
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var connection = new Connection(this, await listener.AcceptTcpClientAsync(cancellationToken));
                _connections[connection] = Task.Run(() => ServeAsync(connection, cancellationToken), CancellationToken.None);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ServeAsync(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException or InvalidDataException)
        {
            // The other side went, or was cut.
        }
        finally
        {
            connection.End();
            _connections.TryRemove(connection, out _);
        }
    }
}
