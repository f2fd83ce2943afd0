/**
 * What people want, by the words in which they ask and by the manner: whose work it is (the beginning of an occupation's
 * code), and key words of the official wordings of that task. One a line: code | manners | words of requests | official
 * words. Manners: m make something, f fix what fails, a answer or explain, c check somebody's work, r revise; `*` for all.
 * A pair of neighbouring words is written `cover_letter`. Written by hand with the statements of O*NET 29.1 at hand, and
 * knowing which occupations the development gold set names most: figures on that set are therefore optimistic.
 */
export const INTENTS = `
15-1251|mr|script program python java c++ c# perl php bash powershell vba macro function regex loop array string algorithm c rust golang code calculator automate|write analyze review rewrite programs
15-1251|mr|script program python java automate tool app utility code json csv file parse scrape|write update maintain computer programs software packages handle specific jobs
15-1251|f|error exception traceback bug debug fail crash code script program undefined function compile|correct errors making changes rechecking program desired results produced
15-1251|r|code program refactor optimize improve rewrite existing feature|perform revision repair expansion existing programs increase operating efficiency adapt new requirements
15-1251|ca|code review function program script output explain|write analyze review rewrite programs
15-1251|m|comment documentation docstring readme code|compile write documentation program development inserting comments coded instructions others understand
15-1252|mrf|implement feature refactor repo repository commit branch codebase module endpoint api backend frontend migration bug fix hook cli package merge pull_request plan session checkpoint|modify existing software correct errors upgrade interfaces improve performance
15-1252|m|app application architecture design system build mvp agent software game requirement|design develop modify software systems
15-1252|ac|architecture requirement feasibility framework design app software integrate api agent|analyze user needs software requirements determine feasibility design
15-1252|m|spec specification status report project config agent prompt system_prompt|prepare reports correspondence concerning project specifications activities status
15-1253|m|unit_test test_case test_plan pytest jest regression_test selenium playwright tests e2e coverage|design test plans scenarios scripts procedures develop testing programs
15-1253|fc|log debug stack_trace config breakdown fails flaky bug bug_report|perform initial debugging procedures reviewing configuration files logs code pieces determine breakdown source
15-1254|mr|html css javascript react vue svelte nextjs web_app frontend jquery dom browser component button php typescript tailwind|write supporting code web applications sites
15-1254|mra|website wordpress shopify landing_page page site domain hosting blog_site web_page homepage|design build maintain web sites authoring scripting languages content tools
15-1254|c|html css javascript browser accessibility seo validate|evaluate code ensure valid structured meets standards compatible browsers
15-1254|a|framework library language stack choose compare cms hosting|select programming languages design tools applications
15-1232|a|install setup windows mac macos linux ubuntu printer wifi driver settings iphone android phone outlook excel chrome browser account app software extension keyboard file folder usb tool setting feature support format desktop obsidian vscode version cable keyboard_shortcut menu|answer user inquiries regarding computer software hardware operation resolve problems
15-1232|f|install windows linux ubuntu driver boot screen slow freeze update wifi printer bluetooth laptop gpu display desktop usb sound monitor|read technical manuals confer users conduct computer diagnostics investigate resolve problems provide assistance
15-1232|m|install setup configure windows ubuntu operating_system driver desktop kde gnome monitor backup|set up equipment performing ensuring proper installation cables operating systems appropriate software
15-1232|a|laptop gpu cpu ram motherboard ssd monitor hardware nas upgrade spec benchmark compare recommend buy webcam microphone router|prepare evaluations software hardware recommend improvements upgrades
15-1211|a|tool software alternative recommend recommendation suite platform saas subscription service product package crm erp option options|recommend new equipment software packages assess usefulness application user environment
15-1211|a|computer program problem troubleshoot workflow automate automation integrate|provide users assistance solving computer-related problems malfunctions program
15-1211|m|workflow automation integrate pipeline business_process diagram zapier n8n|use computer analysis solution business problems expand modify system improve work flow
15-1299.08|a|architecture infrastructure server cloud aws azure docker kubernetes scalable deploy gpu llm model api inference embedding vector_database mcp agent rag openai fine_tune context token latency system stack network|provide technical guidance support development troubleshooting systems
15-1299.08|a|llm model technology compare cost open_source emerging trend difference pros_cons self_host speech whisper|evaluate current emerging technologies consider cost portability compatibility usability
15-1299.08|mf|server docker nginx container proxmox compose deploy kubernetes reverse_proxy cloud|configure servers meet functional specifications
15-1299.08|a|component hardware motherboard psu server_build raspberry_pi gpu sensor|investigate system component suitability specified purposes recommend use
15-1299.08|m|architecture design_document technical_spec system_design diagram|document design specifications installation instructions other system-related information
15-1244|f|server network linux ssh dns vpn router systemd disk nas raid mount permission port firewall|diagnose troubleshoot resolve hardware software other network system problems
15-1244|ma|linux network vpn subnet server ssh sudo systemd cron router switch vlan|maintain administer computer networks related computing environments including systems software configurations
15-1244|ma|backup restore snapshot disaster_recovery rsync|perform data backups disaster recovery operations
15-1242|mf|sql query database schema table_column postgres mysql sqlite join index mongodb|modify existing databases management systems write code database descriptions
15-1242|ac|database sql nosql normalize primary_key schema|test programs databases correct errors make necessary modifications
15-1212|ma|encryption firewall ssl certificate encrypt tls|encrypt data transmissions erect firewalls conceal confidential information
15-1212|ac|vulnerability phishing malware hacker security password breach exploit threat risk privacy_security|perform risk assessments tests data processing systems ensure security measures
15-2051|mf|pandas dataframe dataset csv data_analysis numpy jupyter notebook pytorch tensorflow neural_network model|write new functions applications programming languages conduct analyses
15-2051|m|plot chart graph visualization dashboard matplotlib heatmap|create graphs charts other visualizations convey results data analysis
15-2051|m|dataset csv clean data deduplicate json transform extract|clean manipulate raw data statistical software
15-2051|a|machine_learning model accuracy loss training overfitting classifier metric|test validate reformulate models ensure accurate prediction outcomes
15-1221|a|algorithm complexity computer_science compiler quantum_computer artificial_intelligence theory neural_network transformer|apply theoretical expertise innovation create new technology
15-1221|a|computer problem solution hardware software cpu memory binary|analyze problems develop solutions involving computer hardware software
15-2021|*|theorem proof prove lemma integral equation algebra derivative matrix calculus geometry math|develop mathematical computational methods apply theories solve problems
15-2041|*|statistics p_value regression anova hypothesis_test variance probability confidence_interval|analyze interpret statistical data identify relationships apply methods
15-1255|*|ux wireframe ui figma prototype user_interface usability design_system|develop new visual design concepts create models prototypes physical interface logical
15-1299|*|game unity unreal sprite level game_mechanic dungeon npc|create core game features including storylines role-play mechanics character biographies
27-3043.05|mr|story fiction novel short_story chapter character fantasy protagonist villain scene plot narrator sci_fi fanfic tale dialogue|write fiction nonfiction prose short stories novels descriptive analyses
27-3043.05|mr|poem haiku sonnet limerick rhyme verse lyrics song rap poetry|write narrative dramatic lyric other types poetry publication
27-3043.05|mr|joke humor funny comedy pun roast parody|write humorous material publication performances comedy routines gags
27-3043.05|ra|worldbuilding plot theme character backstory outline motivation|develop factors themes plots characterizations historical environments action
27-3043|mr|article blog blog_post essay speech letter sales_letter newsletter intro copy description bulletin presentation paragraph text|write articles bulletins sales letters speeches other informative marketing promotional material
27-3043|mr|slogan tagline name brand_name product_name company_name title headline|invent names products write slogans appear packaging brochures promotional material
27-3043|m|ad advertisement copywriting landing_page facebook_ad promo|write advertising material publication broadcast internet media promote sale goods services
27-3043|rc|rewrite rephrase improve paragraph draft tone shorten edit text wording sentence|edit rewrite existing written material necessary
27-3041|c|proofread grammar spelling typo punctuation mistake sentence|read copy proof detect correct errors spelling punctuation syntax
27-3041|r|rewrite rephrase paraphrase edit clarity shorten readability wording|prepare rewrite edit copy improve readability
27-3041|ac|fact verify source true date claim|verify facts dates statistics standard reference sources
27-3042|m|documentation readme user_guide manual changelog release_notes instructions docs tutorial|organize material complete writing according set standards order clarity conciseness style terminology
27-3042|r|documentation readme manual docs markdown instructions|edit standardize make changes material prepared other writers
27-3031|*|press_release tweet social_media linkedin_post instagram caption hashtag public_relations announcement|write press releases prepare information media post update content company's web site social
27-3091|*|translate translation english_spanish subtitle translated interpreter|translate written materials language
27-1024|*|logo font poster icon flyer infographic banner typography color_palette graphic|develop graphics layouts product illustrations company logos web sites
27-1014|*|animation blender midjourney stable_diffusion render image_prompt pixel_art 3d|create objects characters appear lifelike design complex graphics animation
27-2012|*|film screenplay movie_script video_script youtube_video episode storyboard director|write edit scripts plan details framing composition study research
27-2041|*|music chord melody guitar piano compose song|write musical scores transform ideas elements rhythm melody harmony
27-4032|*|footage premiere davinci ffmpeg video_edit clip|edit film video cutting shot sequences different angles organize string together raw footage
27-4021|*|camera lens photo portrait exposure photography|use lighting camera exposure settings take pictures individuals scenes
27-2022|*|football soccer basketball tennis drill sport league team_player athlete|plan direct physical conditioning practice sessions instruct athletes techniques rules
27-3023|*|news journalist headline newspaper interview reporter|gather information events through research interview write news stories articles
25-3041|a|explain homework step_step solve exercise understand math_problem worksheet concept teach|review class material students discussing text working solutions problems reviewing worksheets
25-3041|m|flashcard study_guide quiz exam_prep study|develop teaching training materials handouts study quizzes
25-2031|m|lesson_plan worksheet classroom student quiz rubric lesson activity|prepare objectives outlines materials courses study grade assignments tests
25-1124|*|spanish french german italian japanese korean vocabulary conjugation grammar pronunciation verb language_learning|prepare deliver lectures students grammar vocabulary literature foreign language
25-1126|*|philosophy ethics kant nietzsche morality existential plato consciousness stoicism meaning_life religion_philosophy|prepare deliver lectures ethics logic contemporary religious thought initiate moderate discussions
25-1123|*|literature shakespeare literary metaphor novel_analysis gatsby|teach writing communication lecture poetry novel structure literature
25-9031|m|course curriculum syllabus instructional learning_objective training|develop instructional materials products delivery courses present make recommendations regarding course design
25-4022|a|source citation reference bibliography book_recommend find_sources research_paper book|search standard reference materials answer patrons' questions help finding information books
11-2021|*|marketing campaign brand seo audience promotion marketing_strategy marketing_plan launch|formulate direct coordinate marketing activities policies promote products develop pricing strategies
11-1021|*|startup business_plan operations strategy founder|plan direct activities sales services develop strategies growth business
13-1161|*|market_research competitor survey market_size target_audience trend statistics_market industry|gather data competitors prices marketing methods collect analyze customer preferences needs
13-1082|*|project_plan timeline milestone sprint gantt jira backlog project_management deadline|develop update project plans schedules milestones deliverables monitor progress
13-1111|*|process_improvement swot efficiency consulting business_case reorganize procedure|gather organize information problems procedures develop solutions alternative methods
13-1071|*|recruiter hiring candidate job_description applicant job_posting interviewer|interview job applicants experience training skills select qualified
13-1121|*|event wedding party conference venue invitation|consult customers determine objectives requirements events plan programs agendas budgets
13-1131|*|fundraising donor grant grant_proposal nonprofit|write grant proposals develop strategies raise funds
13-1151|m|workshop training_session onboarding training_program|develop obtain training handouts manuals exercises design present programs
13-2011|*|accounting ledger balance_sheet journal_entry depreciation audit tax_accounting|prepare examine analyze accounting records financial statements accuracy
13-2051|*|stock valuation dcf invest crypto bitcoin etf portfolio share_price|inform investment decisions analyzing financial information forecast business industry economic conditions
13-2052|*|budget saving retirement mortgage debt loan 401k insurance_plan pension personal_finance|recommend clients strategies cash management insurance investment planning achieve financial goals
13-2082|*|tax tax_return irs deduction income_tax|compute taxes owed answer questions preparing tax returns interview clients deductions
17-2071|*|circuit voltage resistor amplifier power_supply electrical solar_panel transformer|design implement maintain improve electrical instruments equipment systems
17-2072|*|arduino pcb esp32 microcontroller sensor led_strip firmware capacitor|design electronic components circuits systems build test prototypes
17-2141|*|gear piston turbine thermodynamics heat_exchanger mechanical bearing torque|design mechanical systems calculate requirements research solutions problems
17-2051|*|bridge concrete structural beam civil_engineering|compute load material strength determine design specifications plan transportation structural systems
19-3093|a|history war empire century ancient roman medieval revolution king dynasty wwii historical|gather historical data archives books artifacts conduct research interpret past events
19-3094|*|politics election democracy government communism capitalism policy president nato geopolitics|interpret analyze policies public issues legislation operations governments teach political science
19-3011|*|economics inflation gdp monetary recession supply_demand tariff economy|explain economic impact policies study statistical data
19-3033|*|psychology cognitive personality behavior freud psychologist|observe study behavior interpret psychological theories research
19-1029.04|a|animal species bird fish insect evolution plant_biology wildlife dinosaur|study basic principles plant animal life origin relationship development anatomy function
19-1029|a|cell protein dna rna gene bacteria virus enzyme|study structure function cells genes tissues organisms
19-2012|a|physics quantum gravity relativity particle light speed energy photon|analyze data explain physical phenomena develop theories laws basis observation
19-2011|a|planet star galaxy moon mars universe telescope black_hole space|study celestial phenomena telescopes analyze data determine significance
19-2031|a|chemistry molecule chemical acid reaction compound element|analyze compounds determine chemical physical properties composition reactions
19-2021|a|weather climate hurricane rain temperature|interpret weather climate data prepare forecasts
19-2041|*|pollution recycling carbon climate_change sustainability environment emissions|collect analyze report information environment provide scientific technical guidance environmental problems
19-3092|a|country city capital geography continent map population|create study maps gather data physical cultural characteristics regions
21-1012|*|resume cover_letter job_interview career job_search linkedin_profile internship career_change|instruct individuals career development techniques job search application strategies resume writing interview skills
21-1014|*|anxiety depressed depression stress lonely trauma therapy overthinking panic feelings|encourage clients express feelings discuss helping develop insight
21-1013|*|relationship girlfriend boyfriend wife husband breakup marriage dating|encourage individuals family members develop use skills confronting problems constructively
21-2011|*|bible god prayer church jesus theology sermon religion faith|read sacred texts prepare deliver sermons study interpret religious laws doctrines
23-1011|a|legal law lawyer lawsuit court copyright visa tenant landlord rights liability gdpr|interpret laws rulings regulations individuals businesses advise clients
23-1011|mc|contract agreement clause nda terms legal_document policy|prepare draft review legal documents wills deeds leases contracts
29-1215|*|symptom pain fever doctor infection headache rash blood_test disease treatment diagnosis|diagnose treat illnesses advise patients health treatment disease prevention
29-1051|*|medication drug dosage pill side_effect ibuprofen antibiotic supplement|provide information advice regarding drug interactions side effects dosage storage
29-1031|*|diet nutrition calorie vitamin keto protein weight_loss meal_plan|advise nutritional principles dietary plans diet modifications food selection
29-1131|*|vet sick_dog sick_cat veterinarian pet_health|examine animals detect diseases injuries advise owners general care
29-1141|*|nurse nursing patient_care care_plan wound|assess patient needs plan nursing care record patients' information
35-2014|*|recipe cook bake dish ingredient oven chicken soup sauce pasta meal|season cook food according recipes plan prepare meals
35-1011|*|chef menu restaurant kitchen|plan develop recipes menus prepare cook foods all types special guests
37-3011|*|lawn garden prune landscaping|mow plant care lawns trees gardens
39-9031|*|workout gym exercise muscle squat fitness stretching running cardio|plan routines choose exercises instruct participants exercise fitness
39-7012|*|travel trip itinerary vacation tourist visit sightseeing|plan tour itineraries provide information sites routes travel destinations
39-9011|*|toddler baby child parenting kid bedtime|instruct care children organize activities discipline
39-2011|*|dog puppy cat training leash|train animals observe behavior
41-3091|*|cold_email sales_pitch sales_call lead proposal_sales upsell|contact prospective customers discuss services prepare sales presentations proposals
41-9022|*|real_estate apartment listing house_price rent property|present advise property prepare listings appraise values
41-3041|*|flight hotel booking airline airport|plan describe arrange sell travel provide information fares destinations
43-6014|m|email letter memo meeting_notes minutes agenda reply appointment|compose type distribute meeting notes routine correspondence reports
43-9021|m|spreadsheet excel table_format csv_table list_format data_entry extract_text alphabetical|compile sort enter data compare source documents
43-4051|*|refund complaint customer_service support_ticket|confer customers provide information resolve complaints
43-3031|*|invoice bookkeeping receipt quickbooks expense|record classify summarize numerical financial data journals ledgers
49-3023|*|car engine brake tire transmission vehicle oil_change|examine vehicles determine extent damage repair replace parts
47-2111|*|wiring outlet breaker light_switch|plan install repair wiring fixtures electrical equipment
47-2152|*|plumbing pipe leak faucet toilet drain|assemble install maintain pipes fittings drainage systems`.trim();
