"""What the registry's former API said for each word, list by list, from its migration guide."""

ROLES = "Study Chair|Study Director|Principal Investigator|Sub-Investigator"
SITE = (
    "Active, not recruiting|Completed|Enrolling by invitation|Not yet recruiting|Recruiting"
    "|Suspended|Terminated|Withdrawn|Available"
)
EXPANDED = "Available|No longer available|Temporarily not available|Approved for marketing"
GRANTS = "|".join(
    f"U.S. {agency} Grant/Contract" for agency in ("NIH", "FDA", "VA", "CDC", "AHRQ", "SAMHSA")
)
LEGACY = {
    "Status": f"{SITE}|{EXPANDED}|Withheld|Unknown status",
    "RecruitmentStatus": SITE,
    "ExpandedAccessStatus": EXPANDED,
    "StudyType": "Expanded Access|Interventional|Observational",
    "Phase": "Not Applicable|Early Phase 1|Phase 1|Phase 2|Phase 3|Phase 4",
    "Sex": "Female|Male|All",
    "StandardAge": "Child|Adult|Older Adult",
    "SamplingMethod": "Probability Sample|Non-Probability Sample",
    "IpdSharing": "Yes|No|Undecided",
    "IpdSharingInfoType": (
        "Study Protocol|Statistical Analysis Plan (SAP)|Informed Consent Form (ICF)"
        "|Clinical Study Report (CSR)|Analytic Code"
    ),
    "OrgStudyIdType": GRANTS,
    "SecondaryIdType": (
        f"{GRANTS}|Other Grant/Funding Number|EudraCT Number|EU Trial (CTIS) Number"
        "|Registry Identifier|Other Identifier"
    ),
    "AgencyClass": "NIH|FED|OTHER_GOV|INDIV|INDUSTRY|NETWORK|AMBIG|OTHER|UNKNOWN",
    "DateType": "Actual|Estimate",
    "ResponsiblePartyType": "Sponsor|Principal Investigator|Sponsor-Investigator",
    "DesignAllocation": "Randomized|Non-Randomized|N/A",
    "InterventionalAssignment": (
        "Single Group Assignment|Parallel Assignment|Crossover Assignment|Factorial Assignment"
        "|Sequential Assignment"
    ),
    "PrimaryPurpose": (
        "Treatment|Prevention|Diagnostic|Educational/Counseling/Training|Supportive Care|Screening"
        "|Health Services Research|Basic Science|Device Feasibility|Other"
    ),
    "ObservationalModel": (
        "Cohort|Case-Control|Case-Only|Case-Crossover|Ecologic or Community|Family-Based"
        "|Defined Population|Natural History|Other"
    ),
    "DesignTimePerspective": "Retrospective|Prospective|Cross-Sectional|Other",
    "BioSpecRetention": "None Retained|Samples With DNA|Samples Without DNA",
    "EnrollmentType": "Actual|Anticipated",
    "ArmGroupType": (
        "Experimental|Active Comparator|Placebo Comparator|Sham Comparator|No Intervention|Other"
    ),
    "InterventionType": (
        "Behavioral|Biological|Combination Product|Device|Diagnostic Test|Dietary Supplement|Drug"
        "|Genetic|Procedure|Radiation|Other"
    ),
    "ContactRole": f"{ROLES}|Contact",
    "OfficialRole": ROLES,
    "ReferenceType": "background|result|derived",
    "MeasureParam": (
        "Geometric Mean|Geometric Least Squares Mean|Least Squares Mean|Log Mean|Mean|Median"
        "|Number|Count of Participants|Count of Units"
    ),
    "MeasureDispersionType": (
        "Not Applicable|Standard Deviation|Standard Error|Inter-Quartile Range|Full Range"
        "|80% Confidence Interval|90% Confidence Interval|95% Confidence Interval"
        "|97.5% Confidence Interval|99% Confidence Interval|Other Confidence Interval Level"
        "|Geometric Coefficient of Variation"
    ),
    "OutcomeMeasureType": "Primary|Secondary|Other Pre-specified|Post-Hoc",
    "ReportingStatus": "Not Posted|Posted",
    "EventAssessment": "Non-systematic Assessment|Systematic Assessment",
    "AgreementRestrictionType": "LTE60|GT60|OTHER",
    "BrowseLeafRelevance": "low|high",
    "DesignMasking": "None (Open Label)|Single|Double|Triple|Quadruple",
    "WhoMasked": "Participant|Care Provider|Investigator|Outcomes Assessor",
    "AnalysisDispersionType": "Standard Deviation|Standard Error of the Mean",
    "ConfidenceIntervalNumSides": "1-Sided|2-Sided",
    "NonInferiorityType": (
        "Superiority|Non-Inferiority|Equivalence|Other|Non-Inferiority or Equivalence"
        "|Superiority or Other|Non-Inferiority or Equivalence (legacy)"
        "|Superiority or Other (legacy)"
    ),
    "UnpostedEventType": "Reset|Release|Unrelease",
    "ViolationEventType": (
        "Violation Identified by FDA|Correction Confirmed by FDA|Penalty Imposed by FDA"
        "|Issues in letter addressed; confirmed by FDA."
    ),
}
