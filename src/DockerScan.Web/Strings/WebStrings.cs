using DockerScan.Core;

namespace DockerScan.Web.Strings;

/// <summary>The words that only the pages have, one class per language. All others are those of cards and reports.</summary>
public abstract partial class WebStrings
{
    /// <summary>The words of a language.</summary>
    public static WebStrings In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishWebStrings.Instance,
        ReportLanguage.Korean => KoreanWebStrings.Instance,
    };

    /// <summary>Which language it is.</summary>
    public abstract ReportLanguage Language { get; }

    /// <summary>The link to the first page.</summary>
    public abstract string Home { get; }

    /// <summary>The list of scans.</summary>
    public abstract string Scans { get; }

    /// <summary>The watched images.</summary>
    public abstract string Watches { get; }

    /// <summary>How the parts of the program are.</summary>
    public abstract string Status { get; }

    /// <summary>The button that ends a session.</summary>
    public abstract string SignOut { get; }

    /// <summary>The link past the head of the page.</summary>
    public abstract string SkipToContent { get; }

    /// <summary>The name of the menu.</summary>
    public abstract string MainMenu { get; }

    /// <summary>The other language, in itself.</summary>
    public abstract string SwitchLanguage { get; }

    /// <summary>What the pages are.</summary>
    public abstract string Footer { get; }

    /// <summary>The title of a page that could not be made.</summary>
    public abstract string Problem { get; }

    /// <summary>That a form was not taken.</summary>
    public abstract string FormIsOld { get; }

    /// <summary>That a form was too large or broken off.</summary>
    public abstract string FormTooLarge { get; }

    /// <summary>The link to the first page from a page of an error.</summary>
    public abstract string BackToStart { get; }

    /// <summary>The title of a page for what is not there.</summary>
    public abstract string NotFound { get; }

    /// <summary>What that means.</summary>
    public abstract string NotFoundMeans { get; }

    /// <summary>The title of the first page.</summary>
    public abstract string HomeTitle { get; }

    /// <summary>What the first page is for.</summary>
    public abstract string HomeLead { get; }

    /// <summary>The label of the image's name.</summary>
    public abstract string Image { get; }

    /// <summary>Examples of names.</summary>
    public abstract string ImageHint { get; }

    /// <summary>The fold of the options.</summary>
    public abstract string MoreOptions { get; }

    /// <summary>The label of the platform.</summary>
    public abstract string Platform { get; }

    /// <summary>What happens without one.</summary>
    public abstract string PlatformHint { get; }

    /// <summary>The option to force a scan.</summary>
    public abstract string Anew { get; }

    /// <summary>The option without the sandbox.</summary>
    public abstract string WithoutSandbox { get; }

    /// <summary>The button that begins a scan.</summary>
    public abstract string Go { get; }

    /// <summary>The heading of the newest scans.</summary>
    public abstract string Recent { get; }

    /// <summary>That nothing was scanned yet.</summary>
    public abstract string NoScansYet { get; }

    /// <summary>The link to the list of scans.</summary>
    public abstract string AllScans { get; }

    /// <summary>How full the queue is.</summary>
    public abstract string Queue(int queued, int running);

    /// <summary>That an address asked too often.</summary>
    public abstract string TooManyScans { get; }

    /// <summary>The title of the page of a scan that runs.</summary>
    public abstract string Scanning(string image);

    /// <summary>That a scan is the next.</summary>
    public abstract string NextInLine { get; }

    /// <summary>That a scan waits.</summary>
    public abstract string Waiting(int before);

    /// <summary>That a scan runs.</summary>
    public abstract string IsRunning { get; }

    /// <summary>That a scan ended.</summary>
    public abstract string HasEnded { get; }

    /// <summary>The heading of the stages.</summary>
    public abstract string Stages { get; }

    /// <summary>The heading of the column of stages.</summary>
    public abstract string StageTitle { get; }

    /// <summary>That no stage began.</summary>
    public abstract string NoStageYet { get; }

    /// <summary>What the sandbox sees.</summary>
    public abstract string Saw { get; }

    /// <summary>That the page renews itself.</summary>
    public abstract string LiveHint { get; }

    /// <summary>That somebody asked before.</summary>
    public abstract string Joined { get; }

    /// <summary>The button that cancels.</summary>
    public abstract string Cancel { get; }

    /// <summary>That the worker was told.</summary>
    public abstract string CancelAsked { get; }

    /// <summary>The title of a cancelled scan.</summary>
    public abstract string Cancelled { get; }

    /// <summary>What that means.</summary>
    public abstract string CancelledMeans { get; }
}
