using DockerScan.Core.Checks;
using DockerScan.Core.Findings;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>Which user the image starts as.</summary>
internal sealed class UserRule : IImageConfigRule
{
    private const string Location = "USER";
    private const string Mend = "Add a user without privileges to the image and name it by number in USER, e.g. USER 10001.";

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var configured = input.Configuration.User.Trim();
        var name = configured.Split(':')[0];
        if (name.Length == 0)
        {
            yield return Root("no USER is configured, so it is root");
        }
        else if (uint.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            if (number == 0)
            {
                yield return Root($"USER {configured}");
            }
        }
        else if (UidOf(name, input.Passwd) is not { } uid)
        {
            if (name == "root")
            {
                yield return Root("USER root");
                yield break;
            }

            yield return Drafts.Make(CheckIds.RootUser, "user-unknown", Severity.Low, "The configured user is not in the image", Location,
                $"USER {configured}, and /etc/passwd has no such name", "Name the user by number in USER, or add it to the image.");
        }
        else if (uid == "0")
        {
            yield return Root(name == "root" ? "USER root" : $"USER {configured}, which /etc/passwd makes number 0");
        }
    }

    private static FindingDraft Root(string evidence)
        => Drafts.Make(CheckIds.RootUser, "user-root", Severity.Medium, "The image starts as root", Location, evidence, Mend);

    private static string? UidOf(string name, string? passwd)
        => passwd?.Split('\n').Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == name)?[2];
}
