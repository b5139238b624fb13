using System.Runtime.Versioning;
using DockerScan.Sentinel;

[assembly: SupportedOSPlatform("linux")]

return Roles.Run(args);
