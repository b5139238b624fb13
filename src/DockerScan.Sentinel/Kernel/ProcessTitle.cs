using System.Buffers.Text;
using System.Text;

namespace DockerScan.Sentinel.Kernel;

/// <summary>What others see of this program in a list of processes: its command line and the names of its threads.</summary>
internal static unsafe class ProcessTitle
{
    private const int SetName = 15;

    // Counted as proc(5) does; the name in brackets is the second.
    private const int FirstByte = 48;
    private const int LastByte = 49;

    // What long runs in a container beside its main program.
    private static readonly string[] Names = ["node", "python3", "java", "php-fpm", "ruby", "gunicorn", "celery", "nginx", "postgres", "redis-server", "crond", "runsv"];

    /// <summary>One of many, at random.</summary>
    public static string Any() => Names[Random.Shared.Next(Names.Length)];

    /// <summary>Takes another name, as long as the old one has room for it. The threads that there are take it too.</summary>
    public static void Take(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name + '\0');
        var own = OwnWords();
        if (own.Length >= bytes.Length)
        {
            own.Clear();
            bytes.CopyTo(own);
        }

        fixed (byte* p = bytes)
        {
            _ = LibC.ProcessControl(SetName, (nint)p, 0, 0, 0);
        }

        TakeThreads(bytes);
    }

    /// <summary>The memory that /proc/self/cmdline shows; empty when it is not known.</summary>
    public static Span<byte> OwnWords()
    {
        var buffer = new byte[1024];
        var length = ProcFile.Read("/proc/self/stat\0"u8, buffer);
        if (length <= 0)
        {
            return default;
        }

        var text = buffer.AsSpan(0, length);
        var rest = text[(text.LastIndexOf((byte)')') + 2)..];
        long first = 0, last = 0;
        var index = 3;
        foreach (var range in rest.Split((byte)' '))
        {
            if (index is FirstByte or LastByte && Utf8Parser.TryParse(rest[range], out long value, out _))
            {
                (first, last) = index == FirstByte ? (value, last) : (first, value);
            }

            index++;
        }

        return first > 0 && last > first && last - first < int.MaxValue ? new Span<byte>((void*)first, (int)(last - first)) : default;
    }

    private static void TakeThreads(ReadOnlySpan<byte> name)
    {
        var threads = new List<int>();
        if (!ProcFile.ReadNumbers("/proc/self/task\0"u8, threads, int.MaxValue))
        {
            return;
        }

        const int writeOnly = 1;
        fixed (byte* p = name)
        {
            foreach (var thread in threads)
            {
                var file = ProcFile.Open(Encoding.UTF8.GetBytes($"/proc/self/task/{thread}/comm\0"), writeOnly);
                if (file >= 0)
                {
                    _ = LibC.Write(file, p, name.Length - 1);
                    _ = LibC.Close(file);
                }
            }
        }
    }
}
