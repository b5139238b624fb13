using System.Runtime.Versioning;

// The sentinel runs on Linux only, and so do its tests.
[assembly: SupportedOSPlatform("linux")]
