namespace DockerScan.Sentinel.Gate.Filter;

/// <summary>Writes a classic BPF program over <c>struct seccomp_data</c> (linux/seccomp.h): number, architecture, six arguments of 64 bits.</summary>
internal sealed class Bpf
{
    /// <summary>The most instructions that the kernel takes (BPF_MAXINSNS).</summary>
    public const int Max = 4096;

    private const ushort Load = 0x20;
    private const ushort Equal = 0x15;
    private const ushort GreaterOrEqual = 0x35;
    private const ushort AnyBit = 0x45;
    private const ushort Always = 0x05;
    private const ushort And = 0x54;
    private const ushort Return = 0x06;

    private readonly List<ulong> _code = [];

    public ulong[] ToArray() => [.. _code];

    public Bpf LoadNumber() => Emit(Load, 0);

    public Bpf LoadArchitecture() => Emit(Load, 4);

    /// <summary>The lower half of an argument: all that the kernel reads of an int, a user or a flag.</summary>
    public Bpf LoadLow(int argument) => Emit(Load, (uint)(16 + (8 * argument)));

    public Bpf LoadHigh(int argument) => Emit(Load, (uint)(20 + (8 * argument)));

    public Bpf Mask(uint bits) => Emit(And, bits);

    public Bpf Give(uint answer) => Emit(Return, answer);

    /// <summary>Does what <paramref name="body"/> writes when the loaded word is that one, else goes on behind it.</summary>
    public Bpf IfEqual(uint value, Action<Bpf> body) => If(Equal, value, body);

    public Bpf IfAtLeast(uint value, Action<Bpf> body) => If(GreaterOrEqual, value, body);

    public Bpf IfAnyBit(uint bits, Action<Bpf> body) => If(AnyBit, bits, body);

    // A conditional jump is at most 255 instructions far; an unconditional one is not bounded.
    private Bpf If(ushort test, uint value, Action<Bpf> body)
    {
        _code.Add(Instruction(test, value, whenTrue: 1, whenFalse: 0));
        var jump = _code.Count;
        _code.Add(0);
        body(this);
        _code[jump] = Instruction(Always, (uint)(_code.Count - jump - 1), 0, 0);
        return this;
    }

    private Bpf Emit(ushort code, uint value)
    {
        _code.Add(Instruction(code, value, 0, 0));
        return this;
    }

    // struct sock_filter: code 16, jump if true 8, jump if false 8, value 32.
    private static ulong Instruction(ushort code, uint value, byte whenTrue, byte whenFalse)
        => code | ((ulong)whenTrue << 16) | ((ulong)whenFalse << 24) | ((ulong)value << 32);
}
