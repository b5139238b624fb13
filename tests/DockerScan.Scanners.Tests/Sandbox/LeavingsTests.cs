using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;

namespace DockerScan.Scanners.Tests.Sandbox;

public sealed class LeavingsTests
{
    // What was read and then not taken over was as good as not there: packages that excused what they had not brought.
    [Fact]
    public void AddTo_EveryMember_IsInTheRecord()
    {
        var left = new Leavings
        {
            Changes = new SandboxChanges([], 7),
            Executables = [],
            ImageHashes = new Dictionary<string, string> { ["a"] = "1" },
            ChangedTexts = new Dictionary<string, string> { ["b"] = "2" },
            OriginalTexts = new Dictionary<string, string> { ["c"] = "3" },
            PackageFiles = new HashSet<string> { "d" },
            Gaps = [new Gap(GapKind.ChangesUnread, "late")],
        };
        var record = new SandboxRecord { WindowSeconds = 5, TargetStartMs = 0, Configuration = new ImageConfiguration(), Gaps = [new Gap(GapKind.EventsLost, "early")] };

        var joined = left.AddTo(record);

        foreach (var member in typeof(Leavings).GetProperties().Where(member => member.Name != nameof(Leavings.Gaps)))
        {
            Assert.Same(member.GetValue(left), typeof(SandboxRecord).GetProperty(member.Name)!.GetValue(joined));
        }

        Assert.Equal(["early", "late"], joined.Gaps.Select(gap => gap.Detail));
    }
}
