namespace DockerScan.Web.Strings;

/// <content>Findings over all images.</content>
internal sealed partial class EnglishWebStrings
{
    public override string AllFindings => "Findings";

    public override string WhereIs => "CVE, rule or package, whole";

    public override string WhereIsHint => "For example CVE-2024-5535, or libssl3. Looked for in the newest result of every image.";

    public override string NowhereFound => "It is in no result that is kept. That says nothing of images that were never scanned.";

    public override string Find => "Find";

    public override string Installed => "Installed";

    public override string FoundIn(int count) => count == 1 ? "1 finding on this page" : $"{count} findings on this page";
}
