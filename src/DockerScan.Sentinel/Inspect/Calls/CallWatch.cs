using System.Collections.Concurrent;
using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Gate.Filter;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>
/// Takes each call that the gate's filter tells, says what it is, and only then lets it happen: no process is too short for that,
/// and a contact has its process before its first packet. A thread of its own, which nothing else holds up: the target waits for it.
/// </summary>
internal sealed class CallWatch(IEventSink sink, ProcessTeller teller, TargetRoot root, Drops drops, TellNewFile isNew) : IDisposable
{
    private const int WaitMs = 1000;
    private const int MaxWaiting = 16_384;
    private const int MaxKnown = 8192;
    private const int MaxAttacks = 16;
    private const int MaxModes = 256;

    // An exec takes less than one, once it has its turn.
    private const int FollowMs = 20;
    private const int LateMs = 2000;
    private const int MaxLate = 64;

    private static readonly byte[] DeletedMark = [.. " (deleted)"u8];

    private readonly ConcurrentQueue<SeenProcess> _seen = new();
    private readonly CallerTable _callers = new();
    private readonly ContactReader _contacts = new();
    private readonly ContactBudget _budget = new();
    private readonly ProcessReader _reader = new();
    private readonly StartReader _starts = new(root);
    private readonly List<ContactReader.Contact> _named = [];
    private readonly byte[] _link = new byte[4096 + 32];
    private readonly ModeReader _modes = new(root);
    private readonly HashSet<ulong> _modesTold = [];
    private readonly HashSet<(int, long)> _known = [];
    private readonly List<(Unclear Unclear, long UntilMs)> _late = [];
    private long _nextLateMs;
    private long _started;
    private int _attacks;

    /// <summary>How many starts of a program were told.</summary>
    public long Starts => Interlocked.Read(ref _started);

    /// <summary>The processes that were told since the last time.</summary>
    public bool TryTake(out SeenProcess? seen) => _seen.TryDequeue(out seen);

    /// <summary>Answers until there is nobody left to ask.</summary>
    public void Run(int descriptor)
    {
        using var listener = new CallListener(descriptor);
        listener.Hasten();
        var isOver = false;
        while (!isOver)
        {
            if (listener.Next(_late.Count == 0 ? WaitMs : FollowMs, out isOver) is { } call)
            {
                Answer(listener, call);
            }

            FollowLate(isOver);
        }
    }

    public void Dispose() => _starts.Dispose();

    private void Answer(CallListener listener, in Notification call)
    {
        var calls = Convention(call.Architecture);
        if (calls is not null && IsRefused(calls, call))
        {
            // Told while it waits: afterwards it may be gone, and with it who it was.
            TellAttack(calls, call);
            listener.Refuse(call, GateFilter.NotPermitted);
        }
        else if (calls is not null && _contacts.Socket(call, calls) is { } socket && GateFilter.RefusalOf(socket.Family, socket.Type, socket.Protocol) is { } refusal)
        {
            listener.Refuse(call, refusal);
        }
        else if (calls is null || call.Thread <= 0)
        {
            // Nobody that is seen from here.
            listener.LetGo(call);
        }
        else
        {
            Unclear? unclear = null;
            if (IsStart(calls, call) is { } start)
            {
                unclear = TellStart(listener, call, start);
            }
            else if (ModeOf(calls, call) is { } mode)
            {
                TellMode(listener, call, mode);
            }
            else
            {
                TellContacts(listener, calls, call);
            }

            listener.LetGo(call);
            if (unclear is { } caller)
            {
                Follow(caller);
            }
        }
    }

    private static SystemCalls? Convention(uint architecture)
        => architecture == SystemCalls.X64.Architecture ? SystemCalls.X64
            : architecture == SystemCalls.X86.Architecture ? SystemCalls.X86
            : architecture == SystemCalls.Arm64.Architecture ? SystemCalls.Arm64
            : null;

    private static StartCall? IsStart(SystemCalls calls, in Notification call)
    {
        var is32 = calls.Architecture == SystemCalls.X86.Architecture;
        return call.Number == calls.Execute ? new StartCall(StartPath.CurrentFolder, ContactReader.Argument(call, 0), ContactReader.Argument(call, 1), is32)
            : call.Number == calls.ExecuteAt ? new StartCall((int)ContactReader.Argument(call, 0), ContactReader.Argument(call, 1), ContactReader.Argument(call, 2), is32)
            : null;
    }

    // The filter tells these only where they are to be refused.
    private static bool IsRefused(SystemCalls calls, in Notification call)
    {
        var number = (uint)call.Number;
        return Array.Exists(calls.SetUser, each => each.Number == number) || Array.Exists(calls.SetShortUser, each => each.Number == number) || IsSignal(calls, number);
    }

    private static bool IsSignal(SystemCalls calls, uint number) => Array.IndexOf(calls.Control, number) >= 0;

    private void TellAttack(SystemCalls calls, in Notification call)
    {
        if (++_attacks > MaxAttacks)
        {
            return;
        }

        var caller = _callers.Find(call.Thread, isFresh: true);
        var facts = caller is null ? null : _reader.Read(caller.Pid, out _);
        sink.Write(new AttackEvent(IsSignal(calls, (uint)call.Number) ? AttackEvent.Signal : AttackEvent.Asked, caller?.Pid ?? call.Thread, facts?.Command));
    }

    // Gives the caller when it cannot be said what it is about to become.
    private Unclear? TellStart(CallListener listener, in Notification call, in StartCall start)
    {
        if (_callers.Find(call.Thread, isFresh: true) is not { } caller)
        {
            return null;
        }

        if (_starts.Read(caller, call.Thread, start) is not { } facts)
        {
            return _starts.IsUnclear && listener.Waits(call) ? new Unclear(caller, _reader.ReadImage(caller.Pid)) : null;
        }

        if (!listener.Waits(call))
        {
            return null;
        }

        facts = facts with { Input = Input(caller.Pid) };
        Interlocked.Increment(ref _started);
        Remember(caller);
        var isOurs = facts.IsDeleted || facts.IsMemoryOnly || isNew(_starts.Descriptor);
        if (teller.TellStart(caller.Pid, facts, isOurs ? _starts.Descriptor : -1) && isOurs)
        {
            // The hasher has it now.
            _starts.Descriptor = -1;
        }

        See(new SeenProcess(caller.Pid, facts));
        return null;
    }

    // A shell may be given a script so, and no command line names it.
    private string? Input(int pid)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(pid, 0);
        var length = ProcFile.ReadLink(path, _link);
        if (length <= 0 || _link[0] != '/' || _link.AsSpan(0, length).StartsWith("/dev/"u8) || FileIdentity.Of(path) is not { IsRegular: true } file)
        {
            return null;
        }

        var descriptor = ProcFile.Open(path, LibC.OpenPath);
        if (descriptor < 0)
        {
            return null;
        }

        var isFresh = isNew(descriptor);
        _ = LibC.Close(descriptor);
        var link = _link.AsSpan(0, file.Links == 0 && _link.AsSpan(0, length).EndsWith(DeletedMark) ? length - DeletedMark.Length : length);
        return isFresh ? TargetText.Cut(Encoding.UTF8.GetString(link)) : null;
    }

    // What it became is looked at while it becomes it, and later again where it waits for its turn on a busy machine.
    private void Follow(in Unclear unclear)
    {
        if (IsSettled(unclear, Monotonic.Ms + FollowMs))
        {
            return;
        }

        if (_late.Count < MaxLate)
        {
            _late.Add((unclear, Monotonic.Ms + LateMs));
        }
        else
        {
            drops.Add("starts");
        }
    }

    private void FollowLate(bool isOver)
    {
        var now = Monotonic.Ms;
        if (_late.Count == 0 || (now < _nextLateMs && !isOver))
        {
            return;
        }

        _nextLateMs = now + FollowMs;
        for (var i = _late.Count - 1; i >= 0; i--)
        {
            var (unclear, untilMs) = _late[i];
            var isSettled = IsSettled(unclear, now);
            if (!isSettled && isOver)
            {
                drops.Add("starts");
            }

            // Unchanged for so long is an exec that failed.
            if (isSettled || isOver || now >= untilMs)
            {
                _late.RemoveAt(i);
            }
        }
    }

    // False as long as it is what it was. Who is gone before it is seen is a start that nobody can name.
    private bool IsSettled(in Unclear unclear, long untilMs)
    {
        var (caller, before) = unclear;
        ProcessFacts? seen = null;
        ulong image;
        do
        {
            image = _reader.ReadImage(caller.Pid);
            if (image != 0 && image != before && _reader.Read(caller.Pid, out var stat) is { Executable: not null } facts && stat.StartTicks == caller.StartTicks)
            {
                seen = facts;
            }
        }
        // In the midst of an exec there is no command line yet.
        while (image != 0 && seen is not { HasCommand: true } && Monotonic.Ms < untilMs);

        if (seen is not null)
        {
            Interlocked.Increment(ref _started);
            Remember(caller);
            teller.TellStart(caller.Pid, seen, -1);
            See(new SeenProcess(caller.Pid, seen));
        }
        else if (image == 0)
        {
            drops.Add("starts");
        }

        return seen is not null || image != before;
    }

    private static ModeCall? ModeOf(SystemCalls calls, in Notification call)
    {
        var number = (uint)call.Number;
        return Array.Find(calls.Modes, each => each.Number == number);
    }

    // Whoever looks at what was left behind looks there, wherever it is. What was not told is said.
    private void TellMode(CallListener listener, in Notification call, ModeCall kind)
    {
        if (_callers.Find(call.Thread) is not { } caller || _modes.Read(caller, call, kind) is not { } change || !listener.Waits(call))
        {
            return;
        }

        if (change.Path is not { } path)
        {
            drops.Add("modes");
        }
        else if (_modesTold.Contains(ModeMark(path, change)))
        {
            return;
        }
        else if (_modesTold.Count >= MaxModes)
        {
            drops.Add("modes");
        }
        else
        {
            _modesTold.Add(ModeMark(path, change));
            TellCaller(caller);
            sink.Write(change.IsDevice ? new DeviceEvent(caller.Pid, path, change.IsBlock, change.Major, change.Minor) : new OpenedEvent(path, OpenedEvent.SetId, null));
        }
    }

    private static ulong ModeMark(string path, in ModeReader.Change change)
        => Mark.Add(Mark.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(path.AsSpan())), change.IsDevice ? 1UL + change.Major : 0);

    private void TellContacts(CallListener listener, SystemCalls calls, in Notification call)
    {
        // A flood is let go at once.
        if (_callers.Find(call.Thread) is not { } caller || _budget.IsSpent(caller.Pid, caller.StartTicks))
        {
            return;
        }

        _contacts.Read(call, calls, _named);
        if (_contacts.IsUnreadable && listener.Waits(call))
        {
            drops.Add("contacts");
        }

        if (_named.Count == 0 || !listener.Waits(call))
        {
            return;
        }

        TellCaller(caller);
        foreach (var contact in _named)
        {
            Tell(caller, contact);
        }
    }

    private void Tell(Caller caller, in ContactReader.Contact contact)
    {
        var protocol = contact.Protocol ?? SocketInode.Protocol(new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(caller.Pid, contact.Socket)) ?? string.Empty;
        var answer = _budget.Ask(caller.Pid, caller.StartTicks, Mark.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes($"{contact.Call} {protocol} {contact.Endpoint?.Address} {contact.Endpoint?.Port}".AsSpan())));
        if (answer == ContactBudget.Answer.Lost)
        {
            drops.Add("contacts");
        }
        else if (answer != ContactBudget.Answer.No)
        {
            var isWhole = answer == ContactBudget.Answer.Tell;
            sink.Write(new ContactEvent(caller.Pid, contact.Call, protocol, isWhole ? contact.Endpoint?.Address.ToString() : null, isWhole ? contact.Endpoint?.Port ?? 0 : 0));
        }
    }

    // A copy of its parent that never starts a program: nobody may have told of it yet.
    private void TellCaller(Caller caller)
    {
        if (_known.Contains((caller.Pid, caller.StartTicks)) || _reader.Read(caller.Pid, out _) is not { } facts)
        {
            return;
        }

        Remember(caller);
        teller.TellStart(caller.Pid, facts, -1);
        See(new SeenProcess(caller.Pid, facts));
    }

    private void Remember(Caller caller)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known.Add((caller.Pid, caller.StartTicks));
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Unclear(Caller Caller, ulong Image);

    // Who is not taken for want of room is found by the next sweep, if it lives.
    private void See(SeenProcess seen)
    {
        if (_seen.Count < MaxWaiting)
        {
            _seen.Enqueue(seen);
        }
    }
}
