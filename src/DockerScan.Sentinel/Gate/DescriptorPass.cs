using System.Buffers.Binary;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate;

/// <summary>Hands a descriptor to another process over a Unix socket (unix(7), SCM_RIGHTS), with a byte that says what it is and a number.</summary>
internal static unsafe class DescriptorPass
{
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int CloseOnExec = 0x40000000;
    private const int NoSignal = 0x4000;

    // struct cmsghdr (16 bytes) and one int, padded.
    private const int HeaderBytes = 16;
    private const int ControlBytes = 24;

    private const int MessageBytes = 5;

    /// <summary>Sends byte and number, and the descriptor unless it is negative.</summary>
    public static bool Send(int socket, byte word, int number, int descriptor)
    {
        var message = stackalloc byte[MessageBytes];
        message[0] = word;
        BinaryPrimitives.WriteInt32LittleEndian(new Span<byte>(message + 1, sizeof(int)), number);
        var control = stackalloc byte[ControlBytes];
        var span = new Span<byte>(control, ControlBytes);
        span.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(span, HeaderBytes + sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], SocketLevel);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], Rights);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], descriptor);
        var vector = new LibC.Vector { Start = message, Length = MessageBytes };
        var header = new LibC.MessageHeader { Vectors = &vector, VectorCount = 1 };
        if (descriptor >= 0)
        {
            header.Control = control;
            header.ControlLength = ControlBytes;
        }

        return LibC.SendMessage(socket, &header, NoSignal) == MessageBytes;
    }

    /// <summary>What came: -1 in <paramref name="descriptor"/> when none did. Null when nothing is there yet; 0 when the other end is closed.</summary>
    public static byte? Receive(int socket, out int number, out int descriptor)
    {
        (number, descriptor) = (0, -1);
        var message = stackalloc byte[MessageBytes];
        var control = stackalloc byte[ControlBytes];
        var vector = new LibC.Vector { Start = message, Length = MessageBytes };
        var header = new LibC.MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = ControlBytes };
        var length = LibC.ReceiveMessage(socket, &header, CloseOnExec);
        if (length < 0)
        {
            return null;
        }

        var span = new ReadOnlySpan<byte>(control, ControlBytes);
        if (header.ControlLength >= HeaderBytes + sizeof(int) && BinaryPrimitives.ReadInt32LittleEndian(span[8..]) == SocketLevel && BinaryPrimitives.ReadInt32LittleEndian(span[12..]) == Rights)
        {
            descriptor = BinaryPrimitives.ReadInt32LittleEndian(span[16..]);
        }

        if (length < MessageBytes)
        {
            return 0;
        }

        number = BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(message + 1, sizeof(int)));
        return message[0];
    }
}
