using System.Text;

namespace DockerScan.Host.Running;

/// <summary>Whole lines, each behind the name of whom they are about, so that several may write to one place.</summary>
/// <param name="target">Where the lines go.</param>
/// <param name="name">What stands before each.</param>
internal sealed class NamedLines(TextWriter target, string name) : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => target.Encoding;

    public override void Write(char value)
    {
        lock (_lock)
        {
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            target.WriteLine($"{name}: {_line.ToString().TrimEnd('\r')}");
            _line.Clear();
        }
    }

    // A line is one write of its author's: two authors' characters do not mix.
    public override void WriteLine(string? value)
    {
        lock (_lock)
        {
            base.WriteLine(value);
        }
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
