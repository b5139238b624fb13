using System.Globalization;
using System.Text;
using DockerScan.Core;
using DockerScan.Scanners.Autorun.Text;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>Words for evidence: when, who, where, which bytes.</summary>
internal static class EvidenceText
{
    private const int MaxName = 120;
    public const int MaxCommand = 240;
    private const int MaxBytes = 200;

    /// <summary>Seconds since the target's start.</summary>
    public static string At(long milliseconds)
        => string.Create(CultureInfo.InvariantCulture, $"+{milliseconds / 1000.0:0.0} s");

    public static string Who(ProcessInstance? process)
        => process is null
            ? "process not known"
            : string.Create(CultureInfo.InvariantCulture, $"{DisplayText.Clean(process.Path ?? process.Name, MaxName)} (pid {process.Pid}, uid {process.Last.Uid})");

    /// <summary>A command line, with what looks like a secret hidden.</summary>
    public static string Command(string command) => DisplayText.Clean(Masking.Secrets(command), MaxCommand);

    /// <summary>The first bytes, what is not printable as a dot; empty without any.</summary>
    public static string Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var count) || count == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder();
        foreach (var value in bytes.AsSpan(0, Math.Min(count, MaxBytes)))
        {
            text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
        }

        return Masking.Secrets(text.ToString()) + (count > MaxBytes ? "…" : string.Empty);
    }

    /// <summary>One line of evidence for a connection.</summary>
    public static string Connection(BehaviorInput input, Contact contact)
    {
        var bytes = Bytes(contact.FirstBytes);
        return $"{input.At(contact.FirstMs)} {Who(contact.Process)}: {contact.Protocol} to {contact.Shown}"
            + (contact.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({contact.Count} times)") : string.Empty)
            + $": {DisplayText.Clean(contact.Summary, 300)}"
            + (contact.InsideTls ? " (inside TLS)" : string.Empty)
            + (bytes.Length > 0 ? $"; bytes \"{bytes}\"" : string.Empty);
    }
}
