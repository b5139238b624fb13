using System.Text;

namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>
/// Reads a script of execline, as s6 uses them, as one of a shell: it is one command line, in which blocks stand in braces. Source: execline's
/// documentation, "The execlineb launcher".
/// </summary>
internal static class Execline
{
    /// <summary>The script as commands of a shell: blocks and what stands behind them become commands of their own.</summary>
    public static string AsShell(string script)
    {
        var text = new StringBuilder(script.Length);
        foreach (var line in script.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            text.Append(line.EndsWith('\\') ? line[..^1] : line).Append(' ');
        }

        return text.Replace("{", " ; ").Replace("}", " ; ").ToString();
    }
}
