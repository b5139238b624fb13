using System.Buffers.Binary;
using DockerScan.Sentinel.Gate.Filter;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>The addresses that a call names.</summary>
internal sealed class ContactReader
{
    // All that the kernel takes in one call (UIO_MAXIOV): an address behind those that are read would be nobody's.
    private const int MaxMessages = 1024;
    private const int RawType = 3;
    private const int TypeBits = 0xf;
    private const int OldPacketType = 10;
    private const int PacketFamily = 17;
    private const int V4Family = 2;
    private const int V6Family = 10;
    private const ulong SocketOfCall = 1;

    private readonly byte[] _address = new byte[Endpoint.MaxBytes];
    private readonly byte[] _message = new byte[16];
    private readonly byte[] _arguments = new byte[24];

    /// <summary>True when the last call named something in memory that cannot be read from here, though the kernel may.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>The socket that is asked for by way of socketcall, where no filter can read it; null for another call.</summary>
    public (uint Family, uint Type, uint Protocol)? Socket(in Notification call, SystemCalls calls)
    {
        if ((uint)call.Number != calls.SocketCall || call.Number == 0 || Argument(call, 0) != SocketOfCall)
        {
            return null;
        }

        // What cannot be read is of no family.
        var read = TargetMemory.Read(call.Thread, Argument(call, 1), _arguments.AsSpan(0, 3 * sizeof(uint)));
        return read == 3 * sizeof(uint) ? (Word(0), Word(1), Word(2)) : (uint.MaxValue, 0, 0);
    }

    /// <summary>Reads them; nothing for a call of another kind.</summary>
    public void Read(in Notification call, SystemCalls calls, List<Contact> contacts)
    {
        contacts.Clear();
        IsUnreadable = false;
        var is32 = calls.Architecture == SystemCalls.X86.Architecture;
        Span<ulong> arguments = stackalloc ulong[Notification.Arguments];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Argument(call, i);
        }

        var number = (uint)call.Number;
        if (number == calls.SocketCall && number != 0)
        {
            number = Unpack(call.Thread, calls, arguments);
        }

        if (number == 0)
        {
            return;
        }

        var socket = (int)arguments[0];
        if (number == calls.Connect)
        {
            Add(contacts, "connect", socket, call.Thread, arguments[1], arguments[2]);
        }
        else if (number == calls.Bind)
        {
            Add(contacts, "bind", socket, call.Thread, arguments[1], arguments[2]);
        }
        else if (number == calls.SendTo)
        {
            Add(contacts, "send", socket, call.Thread, arguments[4], arguments[5]);
        }
        else if (number == calls.SendMessage)
        {
            Message(contacts, socket, call.Thread, arguments[1], is32);
        }
        else if (number == calls.SendMessages)
        {
            // struct mmsghdr: a msghdr and a count.
            var size = is32 ? 32UL : 64UL;
            for (var i = 0UL; i < Math.Min(arguments[2] & uint.MaxValue, MaxMessages); i++)
            {
                Message(contacts, socket, call.Thread, arguments[1] + (i * size), is32);
            }
        }
        else if (number == calls.Socket)
        {
            var family = (int)arguments[0];
            var type = (int)arguments[1] & TypeBits;
            if (family == PacketFamily || type == OldPacketType)
            {
                contacts.Add(new Contact("raw", -1, "packet", null));
            }
            else if (type == RawType && family is V4Family or V6Family)
            {
                contacts.Add(new Contact("raw", -1, "raw", null));
            }
        }
    }

    private uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(_arguments.AsSpan(index * sizeof(uint)));

    internal static unsafe ulong Argument(in Notification call, int index) => call.Argument[index];

    // socketcall(2): which call, and where its arguments stand.
    private uint Unpack(int thread, SystemCalls calls, Span<ulong> arguments)
    {
        var which = arguments[0];
        var count = TargetMemory.Read(thread, arguments[1], _arguments) / sizeof(uint);
        IsUnreadable |= count == 0;
        arguments.Clear();
        for (var i = 0; i < Math.Min(count, arguments.Length); i++)
        {
            arguments[i] = BinaryPrimitives.ReadUInt32LittleEndian(_arguments.AsSpan(i * sizeof(uint)));
        }

        return which switch
        {
            1 => calls.Socket,
            2 => calls.Bind,
            3 => calls.Connect,
            11 => calls.SendTo,
            16 => calls.SendMessage,
            20 => calls.SendMessages,
            _ => 0,
        };
    }

    // struct msghdr begins with the address and its length.
    private void Message(List<Contact> contacts, int socket, int thread, ulong message, bool is32)
    {
        var pointer = is32 ? sizeof(uint) : sizeof(ulong);
        if (TargetMemory.Read(thread, message, _message.AsSpan(0, pointer + sizeof(uint))) == pointer + sizeof(uint))
        {
            var address = is32 ? BinaryPrimitives.ReadUInt32LittleEndian(_message) : BinaryPrimitives.ReadUInt64LittleEndian(_message);
            Add(contacts, "send", socket, thread, address, BinaryPrimitives.ReadUInt32LittleEndian(_message.AsSpan(pointer)));
        }
        else
        {
            IsUnreadable |= message != 0;
        }
    }

    private void Add(List<Contact> contacts, string call, int socket, int thread, ulong address, ulong length)
    {
        if (address == 0)
        {
            return;
        }

        var wanted = (int)Math.Min(length & uint.MaxValue, Endpoint.MaxBytes);
        var count = TargetMemory.Read(thread, address, _address.AsSpan(0, wanted));
        IsUnreadable |= count < wanted;
        if (Endpoint.Parse(_address.AsSpan(0, count), mayBeUnspecified: call == "send") is { } endpoint)
        {
            contacts.Add(new Contact(call, socket, null, endpoint));
        }
    }

    /// <summary>One address of a call.</summary>
    /// <param name="Call">As <see cref="Events.ContactEvent.Call"/>.</param>
    /// <param name="Socket">The descriptor; -1 for none yet.</param>
    /// <param name="Protocol">As <see cref="Events.ContactEvent.Protocol"/>; null when the socket is to be asked.</param>
    /// <param name="Endpoint">The address; null when none is named.</param>
    internal readonly record struct Contact(string Call, int Socket, string? Protocol, Endpoint? Endpoint);
}
