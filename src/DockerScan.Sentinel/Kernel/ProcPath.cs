using System.Buffers.Text;

namespace DockerScan.Sentinel.Kernel;

/// <summary>Builds paths below /proc without a string for each: the inspector makes thousands a second.</summary>
internal ref struct ProcPath(Span<byte> buffer)
{
    /// <summary>Enough for every path that is built here.</summary>
    public const int MaxLength = 64;

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    /// <summary><c>/proc/PID/name</c>, or <c>/proc/PID</c> for an empty name; with the zero byte that ends it.</summary>
    public ReadOnlySpan<byte> Of(int pid, ReadOnlySpan<byte> name)
    {
        _length = 0;
        Add("/proc/"u8);
        Add(pid);
        if (name.Length > 0)
        {
            Add("/"u8);
            Add(name);
        }

        return End();
    }

    /// <summary><c>/proc/PID/fd/N</c>.</summary>
    public ReadOnlySpan<byte> OfDescriptor(int pid, int descriptor)
    {
        _length = 0;
        Add("/proc/"u8);
        Add(pid);
        Add("/fd/"u8);
        Add(descriptor);
        return End();
    }

    /// <summary><c>/proc/PID/fdinfo/N</c>.</summary>
    public ReadOnlySpan<byte> OfDescriptorInfo(int pid, int descriptor)
    {
        _length = 0;
        Add("/proc/"u8);
        Add(pid);
        Add("/fdinfo/"u8);
        Add(descriptor);
        return End();
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    private void Add(int number)
    {
        _ = Utf8Formatter.TryFormat(number, _buffer[_length..], out var written);
        _length += written;
    }

    private ReadOnlySpan<byte> End()
    {
        _buffer[_length] = 0;
        return _buffer[..(_length + 1)];
    }
}
