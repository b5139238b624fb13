using System.Globalization;
using System.Text;
using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>What a process is about to become, out of the arguments of its call: as /proc will show it, if it lives long enough to be shown there.</summary>
internal sealed class StartReader(TargetRoot root) : IDisposable
{
    private const int MaxPath = 4096;
    private const int MaxWords = 4096;
    private const int MaxArguments = 256;
    private const int HeadBytes = 256;
    private const int MaxScripts = 5;

    private static readonly byte[] DeletedMark = [.. " (deleted)"u8];

    private readonly byte[] _path = new byte[MaxPath];
    private readonly byte[] _link = new byte[MaxPath + 32];
    private readonly byte[] _words = new byte[MaxWords];
    private readonly byte[] _head = new byte[HeadBytes];
    private int _linkLength;
    private bool _isNameless;
    private bool _isDeleted;
    private bool _isMemoryOnly;

    /// <summary>The executable of the last answer, open for reading; -1 for none. Whoever keeps it sets it to -1.</summary>
    public int Descriptor { get; set; } = -1;

    /// <summary>True when the last null does not mean that there is no such program: its name cannot be read or followed from here, though the kernel may.</summary>
    public bool IsUnclear { get; private set; }

    /// <summary>Null when there is no such program, so that the call will fail, or when that cannot be said.</summary>
    /// <param name="caller">The process.</param>
    /// <param name="thread">The calling thread.</param>
    /// <param name="start">The arguments of its call.</param>
    public ProcessFacts? Read(Caller caller, int thread, in StartCall start)
    {
        Close();
        IsUnclear = false;
        (_isDeleted, _isMemoryOnly) = (false, false);
        var length = TargetMemory.ReadText(thread, start.Path, _path);
        if (length < 0)
        {
            IsUnclear = start.Path != 0;
            return null;
        }

        var given = Encoding.UTF8.GetString(_path.AsSpan(0, length));
        var place = new StartPath(caller.Pid, start.Folder);
        if (!Take(Find(place, given)))
        {
            return null;
        }

        var words = ReadWords(thread, start.Arguments, start.Is32);
        var script = given.Length > 0 ? given : string.Create(CultureInfo.InvariantCulture, $"/dev/fd/{start.Folder}");
        for (var depth = 0; depth < MaxScripts && _head.AsSpan().StartsWith("#!"u8); depth++)
        {
            // A script: the kernel starts what its first line names, with the script as a word. That may be a script again.
            var (interpreter, argument) = Interpreter(_head);
            words = Script(words, interpreter, argument, script);
            if (!Take(Find(place, interpreter)))
            {
                return null;
            }

            script = interpreter;
        }

        return _head.AsSpan().StartsWith("\u007fELF"u8) ? Facts(caller, words) : null;
    }

    public void Dispose() => Close();

    /// <summary>What stands behind <c>#!</c>: the program, and the rest of the line as one word.</summary>
    internal static (string Program, string? Argument) Interpreter(ReadOnlySpan<byte> head)
    {
        var line = head[2..];
        var end = line.IndexOfAny((byte)'\n', (byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? line : line[..end]).Trim(' ', '\t', '\r');
        var space = text.AsSpan().IndexOfAny(' ', '\t');
        return space < 0 ? (text, null) : (text[..space], text[space..].Trim(' ', '\t'));
    }

    // Links of /proc lead elsewhere for whoever asks; where the end of a path cannot be said, neither can it be said that it is none.
    private int Find(StartPath place, string path)
    {
        var program = place.Open(root, path);
        IsUnclear = program < 0 && !place.IsNothing(path) && (Errno.Last is not (CommandPath.NoEntry or CommandPath.NotDirectory) || place.IsUnsure(root, path));
        return program;
    }

    private int Script(int words, string interpreter, string? argument, string script)
    {
        var first = _words.AsSpan(0, words).IndexOf((byte)0);
        var rest = first < 0 ? [] : _words.AsSpan(first + 1, words - first - 1).ToArray();
        byte[] all = [.. Encoding.UTF8.GetBytes(argument is null ? $"{interpreter}\0{script}\0" : $"{interpreter}\0{argument}\0{script}\0"), .. rest];
        var length = Math.Min(all.Length, MaxWords);
        all.AsSpan(0, length).CopyTo(_words);
        return length;
    }

    // As in /proc/PID/cmdline: each word with a zero byte behind it.
    private int ReadWords(int thread, ulong arguments, bool is32)
    {
        var total = 0;
        var size = is32 ? sizeof(uint) : sizeof(ulong);
        for (var i = 0; i < MaxArguments && total < MaxWords; i++)
        {
            var word = TargetMemory.ReadPointer(thread, arguments + (ulong)(i * size), is32);
            var length = word == 0 ? -1 : TargetMemory.ReadText(thread, word, _words.AsSpan(total));
            if (length < 0)
            {
                break;
            }

            total += length;
            if (total < MaxWords)
            {
                _words[total++] = 0;
            }
        }

        return total;
    }

    // Opens the file behind a path's descriptor for reading and looks at its head.
    private bool Take(int program)
    {
        if (program < 0)
        {
            return false;
        }

        Close();
        var isUsable = FileIdentity.Of(program) is { IsExecutable: true };
        if (isUsable)
        {
            // Not waiting: the target may hold a lock on it.
            Descriptor = ProcFile.Open(new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(Environment.ProcessId, program), LibC.OpenReadOnly | LibC.OpenNonBlocking);
            IsUnclear = Descriptor < 0;
        }

        _ = LibC.Close(program);
        if (Descriptor < 0)
        {
            return false;
        }

        // A script from memory is as much of a program from memory as what reads it is not.
        _linkLength = Math.Max(0, ProcFile.ReadLink(new ProcPath(stackalloc byte[ProcPath.MaxLength]).OfDescriptor(Environment.ProcessId, Descriptor), _link));
        _isNameless = FileIdentity.Of(Descriptor) is { Links: 0 };
        _isMemoryOnly |= _isNameless && _link.AsSpan(0, _linkLength).StartsWith("/memfd:"u8);
        _isDeleted |= _isNameless && !_isMemoryOnly;
        return ReadHead();
    }

    private unsafe bool ReadHead()
    {
        _head.AsSpan().Clear();
        fixed (byte* p = _head)
        {
            return LibC.ReadAt(Descriptor, p, HeadBytes, 0) > 2;
        }
    }

    private ProcessFacts Facts(Caller caller, int words)
    {
        var link = _link.AsSpan(0, _linkLength);
        var path = _isNameless && link.EndsWith(DeletedMark) ? link[..^DeletedMark.Length] : link;
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        var capabilities = ProcessReader.Capabilities(caller.Pid);
        return new ProcessFacts(
            caller.Parent, caller.StartTicks, caller.Uid, caller.RealUid, capabilities, TargetText.Cut(Encoding.UTF8.GetString(path)),
            ProcessReader.Command(_words.AsSpan(0, words), name), _isDeleted, _isMemoryOnly,
            ProcessReader.ImageMark(link, _words.AsSpan(0, words)), ProcessReader.RightsMark(caller.Uid, capabilities));
    }

    private void Close()
    {
        if (Descriptor >= 0)
        {
            _ = LibC.Close(Descriptor);
            Descriptor = -1;
        }
    }
}
