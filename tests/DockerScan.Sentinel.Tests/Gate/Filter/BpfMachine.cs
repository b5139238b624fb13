using System.Buffers.Binary;

namespace DockerScan.Sentinel.Tests.Gate.Filter;

/// <summary>Runs a filter as the kernel does, without a kernel.</summary>
internal static class BpfMachine
{
    public static uint Run(ulong[] program, uint architecture, uint number, params ulong[] arguments)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        for (var i = 0; i < arguments.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(16 + (8 * i)), arguments[i]);
        }

        uint word = 0;
        for (var at = 0; ; at++)
        {
            var instruction = program[at];
            var value = (uint)(instruction >> 32);
            var (whenTrue, whenFalse) = ((int)(instruction >> 16) & 0xff, (int)(instruction >> 24) & 0xff);
            switch ((ushort)instruction)
            {
                case 0x20: word = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)value)); break;
                case 0x54: word &= value; break;
                case 0x15: at += word == value ? whenTrue : whenFalse; break;
                case 0x35: at += word >= value ? whenTrue : whenFalse; break;
                case 0x45: at += (word & value) != 0 ? whenTrue : whenFalse; break;
                case 0x05: at += (int)value; break;
                case 0x06: return value;
                default: throw new InvalidOperationException($"instruction {instruction:x}");
            }
        }
    }
}
