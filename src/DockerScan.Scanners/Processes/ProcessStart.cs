using System.Diagnostics;

namespace DockerScan.Scanners.Processes;

/// <summary>How a program is started: words and not a shell, an environment of its own, all streams in our hands.</summary>
internal static class ProcessStart
{
    public static ProcessStartInfo Of(ProcessRequest request)
    {
        var info = new ProcessStartInfo(request.FileName)
        {
            WorkingDirectory = request.WorkDirectory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in request.Arguments)
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment.Clear();
        foreach (var (name, value) in ChildEnvironment.Create(request.WorkDirectory, request.Environment))
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
