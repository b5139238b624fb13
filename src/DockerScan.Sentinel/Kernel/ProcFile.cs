using System.Globalization;
using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Kernel;

/// <summary>Reads small files, links and folders of /proc. Everything may vanish at any moment; that is a negative answer, not an error.</summary>
internal static unsafe class ProcFile
{
    /// <summary>At most <c>buffer.Length</c> bytes of <c>/proc/PID/name</c>; -1 when it cannot be read.</summary>
    public static int Read(int pid, ReadOnlySpan<byte> name, Span<byte> buffer)
        => Read(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(pid, name), buffer);

    /// <summary>At most <c>buffer.Length</c> bytes of a file whose path ends with a zero byte; -1 when it cannot be read.</summary>
    public static int Read(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        var fd = Open(path, LibC.OpenReadOnly);
        if (fd < 0)
        {
            return -1;
        }

        try
        {
            return ReadAll(fd, buffer);
        }
        finally
        {
            _ = LibC.Close(fd);
        }
    }

    /// <summary>A descriptor of the file or folder; negative when it cannot be opened. The caller closes it.</summary>
    public static int Open(ReadOnlySpan<byte> path, int flags)
    {
        fixed (byte* p = path)
        {
            return LibC.Open(p, flags | LibC.OpenCloseOnExec);
        }
    }

    /// <summary>Where the link <c>/proc/PID/name</c> points to; -1 when it cannot be read, else how many bytes it has.</summary>
    public static int ReadLink(int pid, ReadOnlySpan<byte> name, Span<byte> buffer)
        => ReadLink(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(pid, name), buffer);

    /// <summary>Where a link points to, see above.</summary>
    public static int ReadLink(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        fixed (byte* p = path, b = buffer)
        {
            return (int)LibC.ReadLink(p, b, buffer.Length);
        }
    }

    /// <summary>The numeric names in a folder, at most <paramref name="max"/>; false when it cannot be read.</summary>
    public static bool ReadNumbers(ReadOnlySpan<byte> path, List<int> numbers, int max)
    {
        numbers.Clear();
        var fd = Open(path, LibC.OpenReadOnly | LibC.OpenDirectory);
        if (fd < 0)
        {
            return false;
        }

        const int size = 16 * 1024;
        var buffer = stackalloc byte[size];
        nint count;
        while (numbers.Count < max && (count = LibC.ReadDirectory(fd, buffer, size)) > 0)
        {
            for (nint at = 0; at < count && numbers.Count < max;)
            {
                // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, name.
                var length = *(ushort*)(buffer + at + 16);
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer + at + 19);
                if (name.Length > 0 && char.IsAsciiDigit((char)name[0]) && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    numbers.Add(number);
                }

                at += length;
            }
        }

        _ = LibC.Close(fd);
        return true;
    }

    private static int ReadAll(int fd, Span<byte> buffer)
    {
        var total = 0;
        fixed (byte* p = buffer)
        {
            while (total < buffer.Length)
            {
                var count = (int)LibC.Read(fd, p + total, buffer.Length - total);
                if (count <= 0)
                {
                    return count < 0 && total == 0 ? -1 : total;
                }

                total += count;
            }
        }

        return total;
    }
}
