using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Scanners.Sandbox.Analysis.Rules;

namespace DockerScan.Scanners.Sandbox.Analysis.Report;

/// <summary>Programs and scripts that were not in the image: those that were there after the run, and those that ran and vanished. What ran first.</summary>
internal static class DroppedList
{
    private const int MaxPath = 300;

    public static IReadOnlyList<DroppedFile> Make(BehaviorInput input, int max)
        => [.. input.Paths.Executables
            .Where(file => file.Kind is AutorunKind.Elf or AutorunKind.Script && !IsInstalled(input, file) && !DroppedExecutableRule.IsOwnCopy(file))
            .Select(file => new DroppedFile(DisplayText.Clean(file.Path, MaxPath), file.Sha256, file.SizeBytes, file.Kind, input.Runs.Of(file).Count > 0))
            .Concat(Vanished(input))
            .GroupBy(file => (file.Path, file.Sha256)).Select(same => same.OrderByDescending(file => file.WasRun).First())
            .OrderByDescending(file => file.WasRun).ThenBy(file => file.Kind == AutorunKind.Script).ThenBy(file => file.Path, StringComparer.Ordinal)
            .Take(max)];

    // What a package manager unpacked, and nobody but it ran.
    private static bool IsInstalled(BehaviorInput input, DroppedExecutable file)
        => input.Packages.Explains(file.Path) && input.Runs.Of(file).All(input.Packages.Did);

    // The inspector hashes such a program through /proc while it runs.
    private static IEnumerable<DroppedFile> Vanished(BehaviorInput input)
        => input.Processes.All.SelectMany(process => process.States)
            // One that the image has was replaced under it, as an upgrade does.
            .Where(state => (state.IsDeleted || state.IsMemoryOnly) && (ProcessInstance.PathOf(state) is not { } path || input.Record.Image?.Find(path) is null))
            .Select(state => new DroppedFile(DisplayText.Clean(ProcessInstance.PathOf(state) ?? state.Command, MaxPath), state.Sha256, 0, AutorunKind.Elf, WasRun: true));
}
