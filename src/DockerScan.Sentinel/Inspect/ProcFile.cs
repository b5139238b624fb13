using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Reads small files, links and folders of /proc. Everything may vanish at any moment; that is null, not an error.</summary>
internal static unsafe class ProcFile
{
    /// <summary>At most <c>buffer.Length</c> bytes of a file; -1 when it cannot be read.</summary>
    public static int Read(string path, Span<byte> buffer)
    {
        var fd = LibC.Open(path, LibC.OpenReadOnly | LibC.OpenCloseOnExec);
        if (fd < 0)
        {
            return -1;
        }

        try
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
        finally
        {
            _ = LibC.Close(fd);
        }
    }

    /// <summary>Where a link points to; null when it cannot be read.</summary>
    public static string? ReadLink(string path)
    {
        const int max = 4096;
        var buffer = stackalloc byte[max];
        var length = (int)LibC.ReadLink(path, buffer, max);
        return length < 0 ? null : Encoding.UTF8.GetString(buffer, length);
    }

    /// <summary>The numeric names in a folder, at most <paramref name="max"/>; false when it cannot be read.</summary>
    public static bool ReadNumbers(string path, List<int> numbers, int max)
    {
        numbers.Clear();
        var fd = LibC.Open(path, LibC.OpenReadOnly | LibC.OpenDirectory | LibC.OpenCloseOnExec);
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
}
