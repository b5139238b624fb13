using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Capture;

/// <summary>
/// What the kernel copies for us (classic BPF). On loopback each frame passes twice, out and in: the way in counts, because a packet socket
/// with PACKET_QDISC_BYPASS sends past everybody who listens on the way out. Talk between
/// loopback addresses is left in the kernel, so that a busy local database costs nothing, and of TCP only the beginning is taken where the sink
/// reads it anyway.
/// </summary>
internal static class PacketFilter
{
    private const uint TakeAll = 0x40000;
    private const uint LoopbackIndex = 1; // In every network namespace.

    private const ushort LoadWord = 0x20;
    private const ushort LoadHalf = 0x28;
    private const ushort LoadByte = 0x30;
    private const ushort IfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint PacketType = 0xFFFFF000 + 4;
    private const uint Interface = 0xFFFFF000 + 8;
    private const uint Outgoing = 4;
    private const int Accept4 = 10;
    private const int V6 = 12;
    private const int Accept6 = 29;
    private const int All = 31;
    private const int Drop = 32;
    private const int Tcp = 33;

    /// <summary>The program; <paramref name="tcpBytes"/> of each TCP frame are taken.</summary>
    public static Instruction[] Program(uint tcpBytes, bool withLoopback)
    {
        var code = new List<Instruction>();
        // 0: on loopback the way in, on other interfaces both.
        Load(code, LoadWord, Interface);
        Jump(code, LoopbackIndex, withLoopback ? 2 : Drop, 4);
        Load(code, LoadWord, PacketType);
        Jump(code, Outgoing, Drop, 4);
        // 4: IPv4 between 127/8 and 127/8.
        Load(code, LoadHalf, 12);
        Jump(code, 0x0800, 6, V6);
        Load(code, LoadByte, 26);
        Jump(code, 127, 8, Accept4);
        Load(code, LoadByte, 30);
        Jump(code, 127, Drop, Accept4);
        Load(code, LoadByte, 23);
        Jump(code, 6, Tcp, All);
        // 12: IPv6 between ::1 and ::1.
        Jump(code, 0x86DD, 13, All);
        for (uint word = 0; word < 8; word++)
        {
            Load(code, LoadWord, 22 + (word * 4));
            Jump(code, word % 4 == 3 ? 1u : 0u, word == 7 ? Drop : code.Count + 1, Accept6);
        }

        Load(code, LoadByte, 20);
        Jump(code, 6, Tcp, All);
        code.Add(new Instruction(Return, 0, 0, TakeAll));
        code.Add(new Instruction(Return, 0, 0, 0));
        code.Add(new Instruction(Return, 0, 0, tcpBytes));
        return [.. code];
    }

    private static void Load(List<Instruction> code, ushort size, uint at) => code.Add(new Instruction(size, 0, 0, at));

    // Jumps are counted from the next instruction.
    private static void Jump(List<Instruction> code, uint value, int then, int otherwise)
        => code.Add(new Instruction(IfEqual, (byte)(then - code.Count - 1), (byte)(otherwise - code.Count - 1), value));

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Instruction(ushort Code, byte Then, byte Otherwise, uint Value);
}
