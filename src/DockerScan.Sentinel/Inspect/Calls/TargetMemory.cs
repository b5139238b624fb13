using System.Buffers.Binary;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>Reads the memory of a process of the target. What cannot be read is not there.</summary>
internal static unsafe class TargetMemory
{
    private const int PageBytes = 4096;

    /// <summary>At most that many bytes from there on, up to what is not mapped; how many.</summary>
    public static int Read(int thread, ulong address, Span<byte> buffer)
    {
        var total = 0;
        fixed (byte* p = buffer)
        {
            while (total < buffer.Length)
            {
                // Up to the next page: a read that reaches into what is not mapped gives nothing of it.
                var at = address + (ulong)total;
                var length = Math.Min(buffer.Length - total, PageBytes - (int)(at % PageBytes));
                var local = new LibC.Vector { Start = p + total, Length = (nuint)length };
                var remote = new LibC.Vector { Start = (void*)at, Length = (nuint)length };
                var count = (int)LibC.ReadMemory(thread, &local, 1, &remote, 1, 0);
                if (count <= 0)
                {
                    break;
                }

                total += count;
            }
        }

        return total;
    }

    /// <summary>A text that ends with a zero byte, without it, cut at the buffer's length; -1 when there is none. Reads no further than it must.</summary>
    public static int ReadText(int thread, ulong address, Span<byte> buffer)
    {
        const int step = 256;
        var total = 0;
        while (total < buffer.Length)
        {
            var at = address + (ulong)total;
            var length = Math.Min(Math.Min(step, buffer.Length - total), PageBytes - (int)(at % PageBytes));
            var count = Read(thread, at, buffer.Slice(total, length));
            if (count <= 0)
            {
                return total == 0 ? -1 : total;
            }

            var end = buffer.Slice(total, count).IndexOf((byte)0);
            if (end >= 0)
            {
                return total + end;
            }

            total += count;
        }

        return total;
    }

    /// <summary>A pointer of the process; 0 when it cannot be read.</summary>
    public static ulong ReadPointer(int thread, ulong address, bool is32)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        var size = is32 ? sizeof(uint) : sizeof(ulong);
        return Read(thread, address, bytes[..size]) == size ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
    }
}
